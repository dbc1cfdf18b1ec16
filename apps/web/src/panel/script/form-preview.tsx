import { NumberInput, Select, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { typeWords } from "../../pages/actions/argument-list.ts";
import { fieldsOf } from "../schema/field-spec.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import type { PartForm } from "./part-form.ts";
import classes from "./script-editor.module.css";

/** What a step with the script will ask for and give, while its author types. Nothing that is typed there is kept. */
export function FormPreview({ form }: { readonly form: PartForm }) {
  const { arguments: asked, result, why } = form;
  const fields = useMemo(() => (asked === null ? [] : fieldsOf(asked)), [asked]);
  return (
    <section aria-label="What a step asks for" className={classes["preview"]}>
      <h3 className={classes["heading"]}>What a step asks for</h3>
      {why !== null ? (
        <Text c="var(--riposte-warn)">{why}</Text>
      ) : fields.length === 0 ? (
        <Text c="dimmed">Nothing that is declared.</Text>
      ) : (
        fields.map((field) => <Preview key={field.name} field={field} />)
      )}
      <Text c="dimmed">
        {result === null ? "It does not say what it gives." : `It gives: ${resultWords(result)}.`}
      </Text>
    </section>
  );
}

function Preview({ field }: { readonly field: FieldSpec }) {
  const { label, help, isRequired, fallback, control } = field;
  const placeholder = fallback === undefined ? undefined : JSON.stringify(fallback);
  const look = {
    size: "xs",
    label,
    description: help ?? undefined,
    withAsterisk: isRequired,
    placeholder,
  } as const;
  switch (control.kind) {
    case "number":
    case "seconds":
      return <NumberInput {...look} hideControls />;
    case "yes_no":
      return (
        <Switch size="sm" label={label} description={help ?? undefined} defaultChecked={fallback === true} />
      );
    case "choice":
      return <Select {...look} data={control.options.map(({ label: words }) => words)} />;
    case "json":
    case "pairs":
    case "group":
    case "variants":
      return <Textarea {...look} autosize minRows={2} />;
    default:
      return <TextInput {...look} />;
  }
}

function resultWords(schema: object): string {
  const { properties } = schema as { readonly properties?: object };
  const names = Object.keys(properties ?? {});
  return names.length === 0 ? typeWords(schema) : names.join(", ");
}
