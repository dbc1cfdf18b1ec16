import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { ActionLook } from "./action-look.tsx";
import { NetworkFields } from "./network-fields.tsx";
import { NumberText } from "./number-text.tsx";
import type { ScriptDraft } from "./script-draft.ts";
import type { Faults } from "./script-faults.ts";
import { ScriptLimits } from "./script-limits.tsx";
import { nameOfTitle } from "./script-parts.ts";
import classes from "./script-editor.module.css";
import { TargetFields } from "./target-fields.tsx";

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

/** What is true of all scripts of the action, and what they may do. */
export function ScriptSettings({ draft, faults, isNew, isReadOnly, onChange }: ScriptSettingsProps) {
  const look = { size: "xs", readOnly: isReadOnly } as const;
  const isNameFollowing = draft.name === nameOfTitle(draft.title);
  return (
    <section aria-label="The action" className={classes["facts"]}>
      <h2 className={classes["heading"]}>The action</h2>
      <TextInput
        {...look}
        label="Name"
        data-autofocus={isNew || undefined}
        placeholder={draft.name}
        value={draft.title}
        error={faults["title"]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ title: value, ...(isNew && isNameFollowing ? { name: nameOfTitle(value) } : {}) })
        }
      />
      <TextInput
        {...look}
        label="Name in playbooks"
        required
        readOnly={isReadOnly || !isNew}
        description={isNew ? "Steps call it script.name. It cannot be changed later." : undefined}
        value={draft.name}
        error={faults["name"]}
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
      <ActionLook kind={draft.kind} icon={draft.icon} isReadOnly={isReadOnly} onChange={onChange} />
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
      <TargetFields draft={draft} faults={faults} isReadOnly={isReadOnly} onChange={onChange} />
      <TextInput
        {...look}
        label="Connector type"
        description="Left empty, it needs none."
        value={draft.connector}
        error={faults["connector"]}
        onChange={({ currentTarget }) => onChange({ connector: currentTarget.value })}
      />
      <NumberText
        {...look}
        label="Time limit in seconds"
        value={draft.timeoutSeconds}
        error={faults["timeoutSeconds"]}
        onNumber={(timeoutSeconds) => onChange({ timeoutSeconds })}
      />
      <NumberText
        {...look}
        label="Memory in MB"
        value={draft.memoryMb}
        error={faults["memoryMb"]}
        onNumber={(memoryMb) => onChange({ memoryMb })}
      />
      <Textarea
        {...look}
        label="Packages"
        description="One a line, as in requirements.txt. A script that names its own in its comments has those."
        placeholder={"requests>=2.31"}
        autosize
        minRows={2}
        maxRows={10}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
        value={draft.requirements}
        error={faults["requirements"]}
        onChange={({ currentTarget }) => onChange({ requirements: currentTarget.value })}
      />
      <NetworkFields draft={draft} faults={faults} isReadOnly={isReadOnly} onChange={onChange} />
      <ScriptLimits draft={draft} faults={faults} isReadOnly={isReadOnly} onChange={onChange} />
    </section>
  );
}
