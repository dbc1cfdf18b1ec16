import { TextInput } from "@mantine/core";
import type { ControlProps } from "./control-props.ts";
import classes from "./field.module.css";
import { plainText } from "./literal.ts";

export function DateControl({ value, ids, isReadOnly, onChange }: ControlProps) {
  return (
    <TextInput
      id={ids.id}
      size="xs"
      type="date"
      readOnly={isReadOnly}
      error={ids.isInvalid}
      aria-describedby={ids.describedBy}
      value={plainText(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : currentTarget.value)}
    />
  );
}

/** Picked by the local clock, written in UTC. */
export function DateTimeControl({ value, ids, isReadOnly, onChange }: ControlProps) {
  const written = plainText(value);
  const at = new Date(written);
  const isDate = written !== "" && !Number.isNaN(at.getTime());
  return (
    <>
      <TextInput
        id={ids.id}
        size="xs"
        type="datetime-local"
        step={1}
        readOnly={isReadOnly}
        error={ids.isInvalid}
        aria-describedby={ids.describedBy}
        value={isDate ? localText(at) : ""}
        onChange={({ currentTarget }) => {
          const picked = new Date(currentTarget.value);
          onChange(Number.isNaN(picked.getTime()) ? undefined : picked.toISOString().replace(".000Z", "Z"));
        }}
      />
      {written !== "" && (
        <p className={classes["help"]}>
          {isDate ? `${written}, shown in ${zone()}` : `"${written}" is no date with a time.`}
        </p>
      )}
    </>
  );
}

function localText(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}

function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
