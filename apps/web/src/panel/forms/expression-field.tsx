import { textOf } from "../../canvas/node-fields.ts";
import { Field } from "../fields/field.tsx";
import { TemplateText } from "../fields/template-text.tsx";
import { usePanel } from "../panel-context.ts";

interface ExpressionFieldProps {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder: string;
}

/** A field of the step that holds an expression without braces, or nothing. */
export function ExpressionField({ name, label, help, placeholder }: ExpressionFieldProps) {
  const { node, set } = usePanel();
  const field = [name];
  const write = (text: string) => set(label, { field, value: text === "" ? undefined : text });
  return (
    <Field
      field={field}
      label={label}
      help={help ?? null}
      clear={node[name] === undefined ? null : () => write("")}
    >
      {(ids) => (
        <TemplateText
          field={field}
          ids={ids}
          mode="expression"
          text={textOf(node, name)}
          placeholder={placeholder}
          onChange={write}
        />
      )}
    </Field>
  );
}
