import { Select, Textarea } from "@mantine/core";
import { useMemo } from "react";
import { FormPreview } from "./form-preview.tsx";
import { InterpreterSelect } from "./interpreter-select.tsx";
import { formOfPart } from "./part-form.ts";
import type { SavedPackages } from "./required-lines.ts";
import { ScriptPackages } from "./script-packages.tsx";
import type { ScriptPart } from "./script-draft.ts";
import type { Faults } from "./script-faults.ts";
import classes from "./script-editor.module.css";

interface PartSettingsProps {
  readonly part: ScriptPart;
  /** The action's `requirements.txt`. */
  readonly requirements: string;
  /** What the saved version of this script requires. */
  readonly savedPackages: SavedPackages | null;
  readonly file: string;
  readonly faults: Faults;
  /** Its place among the scripts. */
  readonly at: number;
  readonly isReadOnly: boolean;
  readonly onChange: (changes: Partial<ScriptPart>) => void;
}

const ENTRIES = [
  { value: "main", label: "Calls the function main" },
  { value: "plain", label: "Runs the file, the request on stdin" },
];

const FORMS = [
  { value: "signature", label: "The signature and docstring of main" },
  { value: "schema", label: "A JSON Schema that I write" },
];

/** What the signature says is what one begins to write from. */
function otherForm(part: ScriptPart, form: ScriptPart["form"]): Partial<ScriptPart> {
  const { arguments: asked, result } = formOfPart(part);
  if (form === "signature" || part.form === "schema" || asked === null) return { form };
  return {
    form,
    arguments: JSON.stringify(asked, null, 2),
    result: result === null ? "" : JSON.stringify(result, null, 2),
  };
}

/** How one script is started, and what a step with it asks for. */
export function PartSettings(props: PartSettingsProps) {
  const { part, requirements, savedPackages, file, faults, at, isReadOnly, onChange } = props;
  const form = useMemo(() => formOfPart(part), [part]);
  return (
    <section aria-label={file} className={classes["facts"]}>
      <h2 className={classes["heading"]}>{file}</h2>
      <Select
        size="xs"
        readOnly={isReadOnly}
        label="How it is started"
        data={ENTRIES}
        value={part.entry}
        allowDeselect={false}
        onChange={(value) => onChange({ entry: (value ?? "main") as ScriptPart["entry"] })}
      />
      <InterpreterSelect
        python={part.python}
        isReadOnly={isReadOnly}
        onChange={(python) => onChange({ python })}
      />
      {!isReadOnly && <ScriptPackages part={part} requirements={requirements} saved={savedPackages} />}
      <Select
        size="xs"
        readOnly={isReadOnly}
        label="The step's form comes from"
        data={FORMS}
        value={part.form}
        allowDeselect={false}
        onChange={(value) => onChange(otherForm(part, (value ?? "schema") as ScriptPart["form"]))}
      />
      {part.form === "schema" && (
        <>
          <SchemaText
            label="Arguments"
            help="JSON Schema of an object: the step's form comes from it."
            text={part.arguments}
            error={faults[`scripts.${at}.arguments`]}
            isReadOnly={isReadOnly}
            onChange={(text) => onChange({ arguments: text })}
          />
          <SchemaText
            label="Result"
            help="JSON Schema of what it returns; later steps are completed by it."
            text={part.result}
            error={faults[`scripts.${at}.result`]}
            isReadOnly={isReadOnly}
            onChange={(text) => onChange({ result: text })}
          />
        </>
      )}
      <FormPreview form={form} />
    </section>
  );
}

interface SchemaTextProps {
  readonly label: string;
  readonly help: string;
  readonly text: string;
  readonly error: string | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
}

function SchemaText({ label, help, text, error, isReadOnly, onChange }: SchemaTextProps) {
  return (
    <Textarea
      size="xs"
      label={label}
      description={help}
      autosize
      minRows={4}
      maxRows={16}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
      value={text}
      error={error}
      readOnly={isReadOnly}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
