import { Button, Group, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useMay } from "../../shell/me.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { NoPermission } from "../../shell/no-permission.tsx";
import classes from "./script-editor.module.css";
import { ScriptSettings } from "./script-settings.tsx";
import { openScript } from "./script-window-state.ts";
import { useScript } from "./use-script.ts";

// A megabyte that only who writes scripts needs.
const PythonEditor = lazy(async () => ({ default: (await import("./python-editor.tsx")).PythonEditor }));

interface ScriptEditorProps {
  readonly action: string | null;
  /** Escape in the source, where nothing is open in it. */
  readonly onLeave: () => void;
}

/** Source and contract of a script; `action` is its key, null for a new one. */
export function ScriptEditor({ action, onLeave }: ScriptEditorProps) {
  const mayWrite = useMay("actions.write");
  const script = useScript(action, openScript);
  const { draft, faults, error, retry, newer, refused, isDirty, isSaving } = script;
  if (error !== null && draft === null) return <ErrorState error={error} retry={retry} />;
  if (draft === null) return <Loading />;
  if (action === null && !mayWrite) return <NoPermission permission="actions.write" />;
  const next = draft.base + 1;
  return (
    <div className={classes["editor"]}>
      {newer !== null && (
        <section className={classes["newer"]} role="alert">
          <Text fw={600}>Version {newer} was saved meanwhile</Text>
          <Text>What you typed was made upon version {draft.base}.</Text>
          <Group gap="sm" mt="xs">
            <Button size="xs" variant="default" onClick={script.keepMine}>
              Keep mine, on top of version {newer}
            </Button>
            <Button size="xs" color="red" variant="light" onClick={script.discard}>
              Discard mine and show version {newer}
            </Button>
          </Group>
        </section>
      )}
      <div className={classes["middle"]}>
        <section
          className={classes["source"]}
          aria-label="Source"
          data-invalid={faults.source !== undefined || undefined}
        >
          <Suspense fallback={<Loading label="Loading the editor" />}>
            <PythonEditor
              source={draft.source}
              generation={script.generation}
              isReadOnly={!mayWrite}
              onChange={(source) => {
                if (source !== draft.source) script.change({ source });
              }}
              onSave={script.save}
              onLeave={onLeave}
            />
          </Suspense>
        </section>
        <ScriptSettings
          draft={draft}
          faults={faults}
          isNew={action === null}
          isReadOnly={!mayWrite}
          onChange={script.change}
        />
      </div>
      <footer className={classes["foot"]}>
        {refused !== null && newer === null && (
          <Text c="var(--riposte-bad)" role="alert">
            {refused.message}
          </Text>
        )}
        {script.taken !== undefined && (
          <Button variant="default" size="xs" onClick={() => openScript(`script.${script.taken}`)}>
            Open {script.taken}
          </Button>
        )}
        {faults.source !== undefined && <Text c="var(--riposte-bad)">{faults.source}</Text>}
        <Text c="dimmed" className={classes["state"] ?? ""} aria-live="polite">
          {isDirty
            ? "Not saved yet; kept in this browser."
            : action === null
              ? ""
              : savedWords(draft.base, script)}
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
            disabled={(!isDirty && action !== null) || newer !== null}
            onClick={script.save}
          >
            {action === null ? "Create script" : `Save as version ${next}`}
          </Button>
        )}
      </footer>
    </div>
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
