import { TextInput } from "@mantine/core";
import type { ControlProps } from "./control-props.ts";
import { fallbackText } from "./control-props.ts";
import { numberOrText, plainText } from "./literal.ts";

/** No spinner: numbers are typed, and `{{` makes a template of it. */
export function NumberControl({ spec, value, ids, isReadOnly, onChange }: ControlProps) {
  return (
    <TextInput
      id={ids.id}
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      readOnly={isReadOnly}
      error={ids.isInvalid}
      aria-required={ids.isRequired || undefined}
      aria-describedby={ids.describedBy}
      placeholder={fallbackText(spec)}
      value={plainText(value)}
      onChange={({ currentTarget }) => {
        const text = currentTarget.value;
        onChange(text === "" ? undefined : numberOrText(text));
      }}
    />
  );
}
