import classes from "./changed-texts.module.css";
import type { TextChange } from "./text-changes.ts";

const SIGN_WORDS = { "+": "added", "-": "removed" } as const;

/** Texts of an action with the lines that came and went. */
export function ChangedTexts({ changes }: { readonly changes: readonly TextChange[] }) {
  if (changes.length === 0) return <p className={classes["quiet"]}>Nothing: they say the same.</p>;
  return changes.map(({ name, lines }) => (
    <figure key={name} className={classes["figure"]}>
      <figcaption className={classes["quiet"]}>{name}</figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keys */}
      <section className={classes["diff"]} tabIndex={0} aria-label={`Changes of ${name}`}>
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
    </figure>
  ));
}
