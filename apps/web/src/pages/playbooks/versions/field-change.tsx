import { VisuallyHidden } from "@mantine/core";
import { LineDiff } from "../../../shell/line-diff.tsx";
import { diffLines } from "../../../shell/line-diff.ts";
import type { FieldInWords } from "./changes-in-words.ts";
import classes from "./change-list.module.css";

const ONE_LINE = 80;

/** What a field was and what it is; of longer texts, the lines that came and went. */
export function FieldChange({ label, before, after }: FieldInWords) {
  const isLong = [before, after].some(
    (text) => text !== null && (text.length > ONE_LINE || text.includes("\n")),
  );
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {isLong ? (
          <LineDiff lines={diffLines(before ?? "", after ?? "")} label={`Changes of ${label}`} />
        ) : (
          <>
            <Value text={before} sign="−" word="was" />
            <Value text={after} sign="+" word="is" />
          </>
        )}
      </dd>
    </>
  );
}

interface ValueProps {
  readonly text: string | null;
  readonly sign: "−" | "+";
  readonly word: string;
}

function Value({ text, sign, word }: ValueProps) {
  return (
    <div className={classes["value"]} data-sign={sign}>
      <span aria-hidden>{sign}</span>
      <VisuallyHidden>{word} </VisuallyHidden>
      {text === null ? <i>nothing</i> : <code>{text === "" ? '""' : text}</code>}
    </div>
  );
}
