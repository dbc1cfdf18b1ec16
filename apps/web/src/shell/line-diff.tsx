import type { DiffLine } from "./line-diff.ts";
import classes from "./line-diff.module.css";

const SIGN_WORDS = { "+": "added", "-": "removed" } as const;

/** Lines that went and lines that came. */
export function LineDiff({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keys
    <section className={classes["diff"]} tabIndex={0} aria-label={label}>
      {lines.map(({ sign, text }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have nothing else
        <code key={at} className={classes["line"]} data-sign={sign}>
          {sign === "+" || sign === "-" ? (
            <span title={SIGN_WORDS[sign]}>{sign} </span>
          ) : (
            <span>{sign === "@" ? "" : "  "}</span>
          )}
          {text}
        </code>
      ))}
    </section>
  );
}
