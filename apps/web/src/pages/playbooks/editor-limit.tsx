import { useDraft } from "../../canvas/draft-store.ts";
import { LimitForm } from "../../limits/limit-form.tsx";
import { useMay } from "../../shell/me.ts";
import classes from "./editor-pages.module.css";

/** How many runs of this playbook go on at once, and how many begin in what time. */
export function EditorLimit() {
  const playbook = useDraft(({ playbook }) => playbook.id);
  const mayWrite = useMay("playbooks.write");
  return (
    <div className={classes["limit"]}>
      <LimitForm kind="playbook" target={playbook} mayWrite={mayWrite} />
    </div>
  );
}
