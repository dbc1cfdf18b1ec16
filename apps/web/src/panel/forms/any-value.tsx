import type { FieldPath } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { Field } from "../fields/field.tsx";
import { JsonControl } from "../fields/json-control.tsx";
import { usePanel } from "../panel-context.ts";

interface AnyValueProps {
  readonly field: FieldPath;
  readonly label: string;
  readonly help?: string;
  readonly value: JsonValue | undefined;
  /** What undo calls the change. */
  readonly what: string;
  /** Where it may be left out: what is cleared goes. */
  readonly isOptional?: boolean;
}

/** A value of any type, or a template of it. */
export function AnyValue({ field, label, help, value, what, isOptional = false }: AnyValueProps) {
  const { mayWrite, set } = usePanel();
  const write = (next: JsonValue | undefined) =>
    set(what, { field, value: next ?? (isOptional ? undefined : "") });
  return (
    <Field
      field={field}
      label={label}
      help={help ?? null}
      isRequired={!isOptional}
      clear={isOptional && value !== undefined ? () => write(undefined) : null}
    >
      {(ids) => (
        <JsonControl
          spec={ANYTHING}
          field={field}
          value={value}
          ids={ids}
          isReadOnly={!mayWrite}
          inner={() => null}
          onChange={write}
        />
      )}
    </Field>
  );
}

const ANYTHING = {
  name: "value",
  label: "Value",
  help: null,
  isRequired: true,
  fallback: undefined,
  control: { kind: "json", wanted: "anything" },
} as const;
