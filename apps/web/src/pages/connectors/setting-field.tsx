import { Checkbox, Select, TextInput } from "@mantine/core";
import type { SchemaField } from "./schema-fields.ts";

interface SettingFieldProps {
  readonly field: SchemaField;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (text: string) => void;
}

export function SettingField({ field, value, error, onChange }: SettingFieldProps) {
  const { label, help, required, kind, choices, fallback } = field;
  const common = { label, description: help, error };
  if (kind === "boolean") {
    return (
      <Checkbox
        {...common}
        checked={(value === "" ? fallback : value) === "true"}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  if (kind === "choice") {
    return (
      <Select
        {...common}
        required={required}
        data={[...choices]}
        value={value === "" ? null : value}
        placeholder={fallback ?? ""}
        clearable={!required}
        onChange={(choice) => onChange(choice ?? "")}
      />
    );
  }
  return (
    <TextInput
      {...common}
      required={required}
      inputMode={kind === "number" ? "numeric" : "text"}
      autoComplete="off"
      placeholder={fallback ?? ""}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
