import "./changes.css";
import type { StepChange } from "@riposte/draft";
import classes from "./change-mark.module.css";
import { CHANGE_SIGNS } from "./change-signs.ts";

interface ChangeMarkProps {
  readonly change: StepChange;
  /** The word is left to screen readers. */
  readonly bare?: boolean;
}

export function ChangeMark({ change, bare = false }: ChangeMarkProps) {
  const { icon: Icon, word, meaning } = CHANGE_SIGNS[change];
  return (
    <span className={classes["mark"]} data-change={change} title={bare ? word : meaning}>
      <Icon size={14} stroke={2.5} aria-hidden />
      <span className={bare ? classes["unseen"] : undefined}>{word}</span>
    </span>
  );
}
