import { Autocomplete, Group } from "@mantine/core";
import { formOfPart } from "./part-form.ts";
import type { ScriptDraft } from "./script-draft.ts";
import type { Faults } from "./script-faults.ts";

const KINDS_OF_TARGETS = ["host", "user", "ip", "domain", "url", "file", "mail", "alert", "account"];

interface TargetFieldsProps {
  readonly draft: ScriptDraft;
  readonly faults: Faults;
  readonly isReadOnly: boolean;
  readonly onChange: (changes: Partial<ScriptDraft>) => void;
}

/** What a call touches: approvals and runs name it. */
export function TargetFields({ draft, faults, isReadOnly, onChange }: TargetFieldsProps) {
  const look = { size: "xs", readOnly: isReadOnly } as const;
  return (
    <Group gap="xs" grow align="flex-start">
      <Autocomplete
        {...look}
        label="What it targets"
        placeholder="host"
        data={KINDS_OF_TARGETS}
        value={draft.targetKind}
        error={faults["targetKind"]}
        onChange={(targetKind) => onChange({ targetKind })}
      />
      <Autocomplete
        {...look}
        label="Named by argument"
        data={argumentNames(draft)}
        value={draft.targetArgument}
        error={faults["targetArgument"]}
        onChange={(targetArgument) => onChange({ targetArgument })}
      />
    </Group>
  );
}

function argumentNames({ scripts }: ScriptDraft): string[] {
  const names = scripts.flatMap((part) => Object.keys(formOfPart(part).arguments?.["properties"] ?? {}));
  return [...new Set(names)];
}
