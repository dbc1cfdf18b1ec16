import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { NumberText } from "./number-text.tsx";
import type { Faults, ScriptDraft } from "./script-draft.ts";
import classes from "./script-editor.module.css";

interface ScriptSettingsProps {
  readonly draft: ScriptDraft;
  readonly faults: Faults;
  readonly isNew: boolean;
  readonly isReadOnly: boolean;
  readonly onChange: (changes: Partial<ScriptDraft>) => void;
}

const EFFECTS = [
  { value: "read", label: "It only reads" },
  { value: "write", label: "It writes to the outside" },
  { value: "notify", label: "It tells somebody" },
];

const ENTRIES = [
  { value: "main", label: "Calls the function main" },
  { value: "plain", label: "Runs the file, the request on stdin" },
];

/** What a step with this script asks for, and what it may do. */
export function ScriptSettings({ draft, faults, isNew, isReadOnly, onChange }: ScriptSettingsProps) {
  const look = { size: "xs", readOnly: isReadOnly } as const;
  return (
    <div className={classes["settings"]}>
      <TextInput
        {...look}
        label="Name"
        required
        readOnly={isReadOnly || !isNew}
        description={isNew ? "Steps call it script.name. It cannot be changed later." : undefined}
        data-autofocus={isNew || undefined}
        value={draft.name}
        error={faults.name}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <Textarea
        {...look}
        label="What it does"
        autosize
        minRows={2}
        maxRows={6}
        value={draft.description}
        onChange={({ currentTarget }) => onChange({ description: currentTarget.value })}
      />
      <Select
        {...look}
        label="Effect"
        data={EFFECTS}
        value={draft.effect}
        allowDeselect={false}
        onChange={(value) => onChange({ effect: (value ?? "read") as ScriptDraft["effect"] })}
      />
      <Switch
        size="sm"
        label="Doing it twice is as doing it once"
        description="Then it may run again after a crash."
        checked={draft.idempotent}
        disabled={isReadOnly}
        onChange={({ currentTarget }) => onChange({ idempotent: currentTarget.checked })}
      />
      <SchemaText
        label="Arguments"
        help="JSON Schema of an object: the step's form comes from it."
        text={draft.arguments}
        error={faults.arguments}
        isReadOnly={isReadOnly}
        onChange={(text) => onChange({ arguments: text })}
      />
      <SchemaText
        label="Result"
        help="JSON Schema of what it returns; later steps are completed by it."
        text={draft.result}
        error={faults.result}
        isReadOnly={isReadOnly}
        onChange={(text) => onChange({ result: text })}
      />
      <TextInput
        {...look}
        label="Connector type"
        description="Left empty, it needs none."
        value={draft.connector}
        onChange={({ currentTarget }) => onChange({ connector: currentTarget.value })}
      />
      <Select
        {...look}
        label="How it is started"
        data={ENTRIES}
        value={draft.entry}
        allowDeselect={false}
        onChange={(value) => onChange({ entry: (value ?? "main") as ScriptDraft["entry"] })}
      />
      <NumberText
        {...look}
        label="Time limit in seconds"
        value={draft.timeoutSeconds}
        error={faults.timeoutSeconds}
        onNumber={(timeoutSeconds) => onChange({ timeoutSeconds })}
      />
      <NumberText
        {...look}
        label="Memory in MB"
        value={draft.memoryMb}
        error={faults.memoryMb}
        onNumber={(memoryMb) => onChange({ memoryMb })}
      />
    </div>
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
