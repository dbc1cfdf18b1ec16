import { IconAlertTriangle, IconCheck, IconCloudOff, IconLoader } from "@tabler/icons-react";
import { useDraft } from "../../canvas/draft-store.ts";
import type { Saving } from "../../canvas/draft-store.ts";
import classes from "./editor-saving.module.css";

const LOOKS = {
  saved: { Icon: IconCheck, word: "Saved" },
  saving: { Icon: IconLoader, word: "Saving" },
  offline: { Icon: IconCloudOff, word: "Not saved yet" },
  refused: { Icon: IconAlertTriangle, word: "Not all saved" },
  conflict: { Icon: IconAlertTriangle, word: "Conflict" },
} as const satisfies Record<Saving, unknown>;

/** Whether everything done here is kept by the server; until then this browser keeps it. */
export function EditorSaving() {
  const saving = useDraft((draft) => draft.saving);
  const { Icon, word } = LOOKS[saving];
  return (
    <output className={classes["saving"]} data-saving={saving}>
      <Icon size={14} aria-hidden />
      {word}
    </output>
  );
}
