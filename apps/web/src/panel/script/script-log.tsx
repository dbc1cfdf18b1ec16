import { harmlessText } from "@riposte/plan/harmless-text";
import { piecesOfLog } from "./traceback.ts";
import type { LogPiece } from "./traceback.ts";
import classes from "./script-log.module.css";

/** What a line of the script that a traceback names leads to: a place on this page, or a page. */
export type LineLead =
  | { readonly kind: "here"; readonly show: (line: number) => void }
  | { readonly kind: "page"; readonly address: (line: number) => string };

interface ScriptLogProps {
  readonly text: string;
  readonly label: string;
  /** Null: it leads nowhere. */
  readonly lead: LineLead | null;
}

/** What a script printed; where a traceback names a line of it, that line is one step away. */
export function ScriptLog({ text, label, lead }: ScriptLogProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <pre className={classes["log"]} tabIndex={0} aria-label={label}>
      {piecesOfLog(text).map((piece) => (
        <Piece key={piece.start} piece={piece} lead={lead} />
      ))}
    </pre>
  );
}

function Piece({
  piece: { words, line },
  lead,
}: { readonly piece: LogPiece } & Pick<ScriptLogProps, "lead">) {
  const text = harmlessText(words);
  if (line === null || lead === null) return text;
  if (lead.kind === "page") return <a href={lead.address(line)}>{text}</a>;
  return (
    <button type="button" className={classes["frame"]} onClick={() => lead.show(line)}>
      {text}
    </button>
  );
}
