import { Button, Text } from "@mantine/core";
import type { ScriptDraft } from "./script-draft.ts";
import classes from "./script-editor.module.css";
import type { useScript } from "./use-script.ts";

interface ScriptFootProps {
  readonly script: ReturnType<typeof useScript>;
  readonly draft: ScriptDraft;
  readonly isNew: boolean;
  readonly mayWrite: boolean;
  readonly onOpen: (key: string) => void;
}

/** What is typed and not saved, and how to save it. */
export function ScriptFoot({ script, draft, isNew, mayWrite, onOpen }: ScriptFootProps) {
  const { faults, refused, newer, taken, isDirty, isSaving, at } = script;
  const fault = faults[`scripts.${at}.source`];
  return (
    <footer className={classes["foot"]}>
      {refused !== null && newer === null && (
        <Text c="var(--riposte-bad)" role="alert">
          {refused.message}
        </Text>
      )}
      {taken !== undefined && (
        <Button variant="default" size="xs" onClick={() => onOpen(`script.${taken}`)}>
          Open {taken}
        </Button>
      )}
      {fault !== undefined && (
        <Text c="var(--riposte-bad)" role="alert">
          {fault}
        </Text>
      )}
      <Text c="dimmed" className={classes["state"] ?? ""} aria-live="polite">
        {isDirty ? "Not saved yet; kept in this browser." : isNew ? "" : savedWords(draft.base, script)}
      </Text>
      {mayWrite && isDirty && newer === null && (
        <Button variant="default" size="xs" onClick={script.discard}>
          Discard what was typed
        </Button>
      )}
      {mayWrite && (
        <Button
          size="xs"
          loading={isSaving}
          disabled={(!isDirty && !isNew) || newer !== null}
          onClick={script.save}
        >
          {isNew ? "Create action" : `Save as version ${draft.base + 1}`}
        </Button>
      )}
    </footer>
  );
}

function savedWords(
  version: number,
  { older, warnings }: Pick<ReturnType<typeof useScript>, "older" | "warnings">,
): string {
  const kept = older.map(
    ({ playbook, runs }) => `${playbook} runs version ${runs} until it is published again`,
  );
  return [[`Version ${version}, saved`, ...kept].join("; "), ...warnings].join(". ");
}
