import { VisuallyHidden } from "@mantine/core";
import type { Present } from "../canvas/draft-state.ts";
import { colourOf, initialsOf } from "./person-look.ts";
import classes from "./presence.module.css";

/** Somebody's initials on their colour; who has it read aloud hears the words. */
export function PersonMark({ present, words }: { readonly present: Present; readonly words: string }) {
  return (
    <span
      className={classes["mark"]}
      data-colour={colourOf(present)}
      data-looks-on={present.mayWrite ? undefined : true}
      title={words}
    >
      <span aria-hidden>{initialsOf(present.name)}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
