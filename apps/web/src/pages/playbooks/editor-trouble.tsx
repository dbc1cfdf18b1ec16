import { Button } from "@mantine/core";
import { useDraft } from "../../canvas/draft-store.ts";
import { focusCanvas } from "../../canvas/focus.ts";
import classes from "./editor-trouble.module.css";

const MOST_NAMED = 4;

/** Why not everything is saved, and what to do about it. */
export function EditorTrouble() {
  const saving = useDraft((draft) => draft.saving);
  const trouble = useDraft((draft) => draft.trouble);
  const refused = useDraft((draft) => draft.refused);
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const giveUp = useDraft((draft) => draft.giveUp);
  if (trouble === null || saving === "saved" || saving === "conflict") return null;
  if (!mayWrite) {
    return (
      <section className={classes["trouble"]} aria-label="Not saved" role="alert">
        <b>Your last changes are not saved.</b> {trouble} This browser keeps them.
      </section>
    );
  }
  if (saving === "offline") {
    return (
      <output className={classes["trouble"]} aria-label="Not saved">
        <span>
          <b>Not saved yet.</b> {trouble} This browser keeps your changes and tries again by itself.
        </span>
      </output>
    );
  }
  return (
    <section className={classes["trouble"]} aria-label="Not saved" role="alert">
      <span>
        <b>{refused.length === 1 ? "One change is" : `${refused.length} changes are`} refused:</b>{" "}
        {refused
          .slice(0, MOST_NAMED)
          .map(({ label }) => `“${label}”`)
          .join(", ")}
        {refused.length > MOST_NAMED && ` and ${refused.length - MOST_NAMED} more`}.{" "}
        {[...new Set(refused.map(({ reason }) => reason))].slice(0, MOST_NAMED).join(" ")} Everything else is
        saved, and this browser keeps what is not. Mend it, or leave it out: undo brings it back.
      </span>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          giveUp();
          focusCanvas();
        }}
      >
        {refused.length === 1 ? "Leave it out" : "Leave them out"}
      </Button>
    </section>
  );
}
