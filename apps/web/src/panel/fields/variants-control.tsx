import { Select } from "@mantine/core";
import { Fragment } from "react";
import type { ControlProps } from "./control-props.ts";
import classes from "./field.module.css";
import { asObject } from "./literal.ts";

/** One of several forms, each with fields of its own. */
export function VariantsControl({ spec, field, value, ids, isReadOnly, onChange, inner }: ControlProps) {
  if (spec.control.kind !== "variants") return null;
  const { key, variants } = spec.control;
  const values = asObject(value);
  const at = variants.findIndex((variant) => variant.value === values[key]);
  const chosen = variants[at];
  return (
    <div className={classes["rows"]}>
      <Select
        id={ids.id}
        size="xs"
        data={variants.map(({ label }, place) => ({ value: String(place), label }))}
        value={at < 0 ? null : String(at)}
        placeholder="Choose"
        readOnly={isReadOnly}
        error={ids.isInvalid}
        aria-required={ids.isRequired || undefined}
        aria-describedby={ids.describedBy}
        allowDeselect={false}
        onChange={(place) => {
          const variant = variants[Number(place)];
          if (variant !== undefined) onChange({ [key]: variant.value });
        }}
      />
      {chosen !== undefined && chosen.help !== null && <p className={classes["help"]}>{chosen.help}</p>}
      {chosen !== undefined && chosen.fields.length > 0 && (
        <div className={classes["inner"]}>
          {chosen.fields.map((one) => (
            <Fragment key={one.name}>{inner({ spec: one, within: field, value: values[one.name] })}</Fragment>
          ))}
        </div>
      )}
    </div>
  );
}
