import { Button } from "@mantine/core";
import { useDraft } from "../../canvas/draft-store.ts";
import { focusCanvas } from "../../canvas/focus.ts";
import classes from "./editor-trouble.module.css";

/** Why not everything is saved, and what to do about it. */
export function EditorTrouble() {
  const saving = useDraft((draft) => draft.saving);
  const trouble = useDraft((draft) => draft.trouble);
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
        <b>One change is refused.</b> {trouble} Everything else is saved; this browser keeps what is not.
        Change the field again, or leave the change out.
      </span>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          giveUp();
          focusCanvas();
        }}
      >
        Leave it out
      </Button>
    </section>
  );
}
