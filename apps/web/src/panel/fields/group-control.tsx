import { Fragment } from "react";
import type { ControlProps } from "./control-props.ts";
import classes from "./field.module.css";
import { asObject } from "./literal.ts";

/** Fields within a field. */
export function GroupControl({ spec, field, value, ids, inner }: ControlProps) {
  if (spec.control.kind !== "group") return null;
  const values = asObject(value);
  return (
    <fieldset id={ids.id} className={classes["inner"]} aria-labelledby={ids.labelledBy}>
      {spec.control.fields.map((one) => (
        <Fragment key={one.name}>{inner({ spec: one, within: field, value: values[one.name] })}</Fragment>
      ))}
    </fieldset>
  );
}
