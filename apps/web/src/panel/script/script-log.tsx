import { harmlessText } from "@riposte/plan/harmless-text";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { piecesOfLog } from "./traceback.ts";
import type { LogPiece } from "./traceback.ts";
import classes from "./script-log.module.css";

/** Where a line of the script that a traceback names is: on this page, or in the version that a step of a run ran. */
export type LineLead =
  | { readonly kind: "here"; readonly show: (line: number) => void }
  | { readonly kind: "run"; readonly run: string; readonly step: string };

interface ScriptLogProps {
  readonly text: string;
  readonly label: string;
  readonly lead: LineLead;
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
  if (line === null) return text;
  if (lead.kind === "run") {
    const { run, step } = lead;
    return (
      <AnchorLink
        inherit
        to="/runs/$run/scripts/$step"
        params={{ run, step }}
        search={{ line: String(line) }}
      >
        {text}
      </AnchorLink>
    );
  }
  return (
    <button type="button" className={classes["frame"]} onClick={() => lead.show(line)}>
      {text}
    </button>
  );
}
