import { LineDiff } from "../../shell/line-diff.tsx";
import classes from "./changed-texts.module.css";
import type { TextChange } from "./text-changes.ts";

/** Texts of an action with the lines that came and went. */
export function ChangedTexts({ changes }: { readonly changes: readonly TextChange[] }) {
  if (changes.length === 0) return <p className={classes["quiet"]}>Nothing: they say the same.</p>;
  return changes.map(({ name, lines }) => (
    <figure key={name} className={classes["figure"]}>
      <figcaption className={classes["quiet"]}>{name}</figcaption>
      <LineDiff lines={lines} label={`Changes of ${name}`} />
    </figure>
  ));
}
