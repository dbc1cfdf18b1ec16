import { Switch } from "@mantine/core";
import type { ControlProps } from "./control-props.ts";

export function YesNoControl({ spec, value, ids, isReadOnly, onChange }: ControlProps) {
  const isOn = (value ?? spec.fallback ?? false) === true;
  return (
    <Switch
      id={ids.id}
      size="sm"
      checked={isOn}
      disabled={isReadOnly}
      aria-describedby={ids.describedBy}
      label={isOn ? "Yes" : "No"}
      aria-labelledby={ids.labelledBy}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
