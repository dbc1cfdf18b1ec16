import type { FieldPath } from "@riposte/draft";
import { usePanel } from "../panel-context.ts";
import type { InnerField } from "./control-props.ts";
import { CONTROLS } from "./controls.tsx";
import { Field } from "./field.tsx";
import { SchemaField } from "./schema-field.tsx";

interface PlainFieldProps extends InnerField {
  /** What goes when the field is cleared, if that is more than the field. */
  readonly clears?: FieldPath;
  /** Of the fields within it. */
  readonly takesTemplate?: ((name: string) => boolean) | undefined;
}

/** A field that takes no template: it is read before anything runs. */
export function PlainField({ spec, within, value, clears, takesTemplate }: PlainFieldProps) {
  const { set, mayWrite } = usePanel();
  const { name, label, help, isRequired, control } = spec;
  const field = [...within, name];
  const write = (next: typeof value) =>
    set(label, next === undefined && clears !== undefined ? { field: clears } : { field, value: next });
  const Control = CONTROLS[control.kind];
  const inner = (one: InnerField) =>
    takesTemplate?.(one.spec.name) === true ? (
      <SchemaField {...one} />
    ) : (
      <PlainField {...one} takesTemplate={takesTemplate} />
    );
  return (
    <Field
      field={field}
      label={label}
      name={name}
      help={help}
      isRequired={isRequired}
      clear={isRequired || value === undefined ? null : () => write(undefined)}
    >
      {(ids) => (
        <Control
          spec={spec}
          field={field}
          value={value}
          ids={ids}
          isReadOnly={!mayWrite}
          inner={inner}
          onChange={write}
        />
      )}
    </Field>
  );
}
