import { textOf } from "../../canvas/node-fields.ts";
import { Field } from "../fields/field.tsx";
import { TemplateText } from "../fields/template-text.tsx";
import { usePanel } from "../panel-context.ts";

interface ExpressionFieldProps {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder: string;
  /** Where it may be left out, an empty one goes. */
  readonly isOptional?: boolean;
}

/** A field of the step that holds an expression without braces. */
export function ExpressionField({
  name,
  label,
  help,
  placeholder,
  isOptional = false,
}: ExpressionFieldProps) {
  const { node, set } = usePanel();
  const field = [name];
  const write = (text: string) => set(label, { field, value: isOptional && text === "" ? undefined : text });
  return (
    <Field
      field={field}
      label={label}
      help={help ?? null}
      isRequired={!isOptional}
      clear={isOptional && node[name] !== undefined ? () => write("") : null}
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
