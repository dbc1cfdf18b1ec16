import { PasswordInput } from "@mantine/core";
import type { ControlProps } from "./control-props.ts";
import classes from "./field.module.css";
import { plainText } from "./literal.ts";

/** Not to be read over a shoulder. */
export function SecretControl({ spec, value, ids, isReadOnly, onChange }: ControlProps) {
  const text = plainText(value);
  return (
    <>
      <PasswordInput
        id={ids.id}
        size="xs"
        autoComplete="off"
        readOnly={isReadOnly}
        error={ids.isInvalid}
        aria-required={ids.isRequired || undefined}
        aria-describedby={ids.describedBy}
        visibilityToggleButtonProps={{ "aria-label": `Show ${spec.label}` }}
        value={text}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === "" ? undefined : currentTarget.value)
        }
      />
      {text !== "" && (
        <p className={classes["warn"]}>
          Whoever may read the playbook can read it here. A connector keeps it encrypted.
        </p>
      )}
    </>
  );
}
