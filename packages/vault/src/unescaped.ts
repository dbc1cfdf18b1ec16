// python-activities/src/riposte_runner/unescaped.py does the same; packages/vault/vectors hold both to it.

/** Escapes that may stand for any character, so that no list of forms holds all that is written with them. */
const ANY = /\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});/;
/** Those, and what stands beside them: the rest of JSON's, and the names of HTML. */
const EACH =
  /\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([/"'\\bfnrt])|&#([0-9]{1,7});|&#[xX]([0-9a-fA-F]{1,6});|&(amp|lt|gt|quot|apos);/g;

const CONTROLS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text as whoever reads its JSON or HTML sees it. */
export interface Unescaped {
  readonly text: string;
  /** Where the writing of one of its characters begins. */
  readonly start: (at: number) => number;
  /** Where it ends. */
  readonly end: (at: number) => number;
}

interface Piece {
  readonly here: number;
  readonly there: number;
  /** How long it is as it is written; null: as it is read. */
  readonly written: number | null;
}

/** Null where nothing is escaped that forms do not know. */
export function unescaped(text: string): Unescaped | null {
  if (!ANY.test(text)) return null;
  const pieces: Piece[] = [];
  let read = "";
  let position = 0;
  const add = (piece: string, there: number, written: number | null) => {
    if (piece === "") return;
    pieces.push({ here: read.length, there, written });
    read += piece;
  };
  for (const found of text.matchAll(EACH)) {
    add(text.slice(position, found.index), position, null);
    add(characterOf(found), found.index, found[0].length);
    position = found.index + found[0].length;
  }
  add(text.slice(position), position, null);

  const pieceAt = (at: number): Piece => {
    let [first, last] = [0, pieces.length - 1];
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if ((pieces[middle]?.here ?? 0) > at) last = middle - 1;
      else first = middle;
    }
    return pieces[first] ?? { here: 0, there: 0, written: null };
  };
  return {
    text: read,
    start(at) {
      const { here, there, written } = pieceAt(at);
      return written === null ? there + at - here : there;
    },
    end(at) {
      const { here, there, written } = pieceAt(at);
      return written === null ? there + at - here + 1 : there + written;
    },
  };
}

function characterOf([whole, unit, byte, short, decimal, hex, name]: RegExpExecArray): string {
  if (short !== undefined) return CONTROLS[short] ?? short;
  if (name !== undefined) return NAMED[name] ?? whole;
  if (decimal === undefined && hex === undefined)
    return String.fromCharCode(parseInt(unit ?? byte ?? "", 16));
  const code = decimal === undefined ? parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0x10ffff ? whole : String.fromCodePoint(code);
}
