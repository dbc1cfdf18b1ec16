/** A stretch of a log; `line` where it names a line of the script itself. */
export interface LogPiece {
  /** Where it begins in the log. */
  readonly start: number;
  readonly words: string;
  readonly line: number | null;
}

/** As Python writes a frame; what lies in other files, its own library's for instance, leads nowhere. */
const FRAME = /(?<=^ +)File "(?:[^"\n]*\/)?script\.py", line (\d+)/gm;
/** A log may be full of them. */
const MOST = 500;

/** The log cut where a traceback names a line of the script. */
export function piecesOfLog(log: string): readonly LogPiece[] {
  const pieces: LogPiece[] = [];
  let at = 0;
  for (const found of log.matchAll(FRAME)) {
    if (pieces.length >= 2 * MOST) break;
    if (found.index > at) pieces.push({ start: at, words: log.slice(at, found.index), line: null });
    pieces.push({ start: found.index, words: found[0], line: Number(found[1]) });
    at = found.index + found[0].length;
  }
  if (at < log.length) pieces.push({ start: at, words: log.slice(at), line: null });
  return pieces;
}
