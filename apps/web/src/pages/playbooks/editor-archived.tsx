import { Button } from "@mantine/core";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { focusCanvas } from "../../canvas/focus.ts";
import { useMay } from "../../shell/me.ts";
import classes from "./editor-trouble.module.css";
import { useArchive } from "./use-archive.ts";

/** Nothing of it runs, and no list has it that does not ask for it: who draws it knows. */
export function EditorArchived() {
  const draft = useDraftStore();
  const { id, archived } = useDraft(({ playbook }) => playbook);
  const may = useMay("playbooks.publish");
  const archive = useArchive();
  if (!archived) return null;
  const bringBack = () =>
    archive.mutate(
      { name: id, archived: false },
      {
        onSuccess: () => {
          draft.getState().setPlaybook({ archived: false });
          focusCanvas();
        },
      },
    );
  return (
    <section className={classes["trouble"]} aria-label="Archived" aria-live="polite">
      <span>
        <b>This playbook is archived.</b> It is off, and cannot be published or switched on until somebody
        brings it back.
      </span>
      {may && (
        <Button size="compact-xs" variant="default" loading={archive.isPending} onClick={bringBack}>
          Bring back
        </Button>
      )}
    </section>
  );
}
