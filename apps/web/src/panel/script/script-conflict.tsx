import { Button, Group, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { Loading } from "../../shell/loading.tsx";
import type { ScriptDraft } from "./script-draft.ts";
import classes from "./script-editor.module.css";

// What compares texts is only needed where two have changed the same.
const ConflictChanges = lazy(async () => ({
  default: (await import("./conflict-changes.tsx")).ConflictChanges,
}));

interface ScriptConflictProps {
  /** The key of the action. */
  readonly action: string;
  readonly mine: ScriptDraft;
  /** What was saved meanwhile. */
  readonly theirs: ScriptDraft;
  readonly onKeepMine: () => void;
  readonly onDiscard: () => void;
}

/** Two changed the same script: what each of them changed, and then the choice. */
export function ScriptConflict({ action, mine, theirs, onKeepMine, onDiscard }: ScriptConflictProps) {
  return (
    <section className={classes["newer"]} role="alert" aria-label="Conflict">
      <Text fw={600}>Version {theirs.base} was saved meanwhile</Text>
      <Text>
        What you typed was made upon version {mine.base}. If you keep yours, what version {theirs.base}{" "}
        changed is taken back, unless you have typed it as well.
      </Text>
      <div className={classes["compared"]}>
        <Suspense fallback={<Loading rows={3} />}>
          <ConflictChanges action={action} mine={mine} theirs={theirs} />
        </Suspense>
      </div>
      <Group gap="sm" mt="xs">
        <Button size="xs" variant="default" onClick={onKeepMine}>
          Keep mine, on top of version {theirs.base}
        </Button>
        <Button size="xs" color="red" variant="light" onClick={onDiscard}>
          Discard mine and show version {theirs.base}
        </Button>
      </Group>
    </section>
  );
}
