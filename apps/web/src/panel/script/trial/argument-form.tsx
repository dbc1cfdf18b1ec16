import { NumberInput, Select, Switch, Text, Textarea, TextInput } from "@mantine/core";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { useState } from "react";
import { fieldsOf } from "../../schema/field-spec.ts";
import type { FieldSpec } from "../../schema/field-spec.ts";
import classes from "./trial.module.css";

interface ArgumentFormProps {
  /** JSON Schema of the arguments. */
  readonly schema: JsonObject;
  readonly values: JsonObject;
  readonly onChange: (values: JsonObject) => void;
}

/** The arguments of a script, asked for as its schema says. */
export function ArgumentForm({ schema, values, onChange }: ArgumentFormProps) {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return <Text c="dimmed">It declares no arguments: write them as JSON.</Text>;
  return (
    <div className={classes["fields"]}>
      {fields.map((field) => (
        <ArgumentField
          key={field.name}
          spec={field}
          value={values[field.name]}
          onChange={(value) => {
            const { [field.name]: _before, ...others } = values;
            onChange(value === undefined ? others : { ...values, [field.name]: value });
          }}
        />
      ))}
    </div>
  );
}

interface ArgumentFieldProps {
  readonly spec: FieldSpec;
  readonly value: JsonValue | undefined;
  /** Undefined: nothing is given. */
  readonly onChange: (value: JsonValue | undefined) => void;
}

function ArgumentField({ spec, value, onChange }: ArgumentFieldProps) {
  const { label, help, isRequired, fallback, control } = spec;
  const look = {
    size: "xs",
    label,
    description: help ?? undefined,
    withAsterisk: isRequired,
    ...(fallback === undefined ? {} : { placeholder: JSON.stringify(fallback) }),
  } as const;
  switch (control.kind) {
    case "number":
    case "seconds":
      return (
        <NumberInput
          {...look}
          hideControls
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onChange(typeof next === "number" ? next : undefined)}
        />
      );
    case "yes_no":
      return (
        <Switch
          size="sm"
          label={label}
          description={help ?? undefined}
          checked={(value ?? fallback) === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case "choice":
      return (
        <Select
          {...look}
          clearable={!isRequired}
          data={control.options.map((option) => ({
            value: JSON.stringify(option.value),
            label: option.label,
          }))}
          value={value === undefined ? null : JSON.stringify(value)}
          onChange={(next) => onChange(next === null ? undefined : (JSON.parse(next) as JsonValue))}
        />
      );
    case "text":
    case "date":
    case "date_time": {
      const text = typeof value === "string" ? value : "";
      const change = (next: string) => onChange(next === "" && !isRequired ? undefined : next);
      return control.kind === "text" && control.isLong ? (
        <Textarea
          {...look}
          autosize
          minRows={2}
          maxRows={6}
          value={text}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      ) : (
        <TextInput {...look} value={text} onChange={({ currentTarget }) => change(currentTarget.value)} />
      );
    }
    default:
      return <JsonText spec={spec} value={value} onChange={onChange} />;
  }
}

/** Whatever has no field of its own; what is half written changes nothing yet. */
function JsonText({ spec: { label, help, isRequired }, value, onChange }: ArgumentFieldProps) {
  const written = value === undefined ? "" : JSON.stringify(value);
  const [typed, setTyped] = useState<{ readonly text: string; readonly of: string } | null>(null);
  const text = typed !== null && typed.of === written ? typed.text : written;
  const parsed = readJson(text);
  return (
    <Textarea
      size="xs"
      label={label}
      description={help ?? undefined}
      withAsterisk={isRequired}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
      placeholder="JSON"
      value={text}
      error={parsed === "half written" ? "This is not JSON yet: the value before counts." : undefined}
      onChange={({ currentTarget }) => {
        const next = readJson(currentTarget.value);
        const isRead = next !== "half written";
        const now = isRead ? next.value : value;
        setTyped({ text: currentTarget.value, of: now === undefined ? "" : JSON.stringify(now) });
        if (isRead) onChange(next.value);
      }}
    />
  );
}

function readJson(text: string): { readonly value: JsonValue | undefined } | "half written" {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return "half written";
  }
}
