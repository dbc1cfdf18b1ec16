// python-activities/src/riposte_runner/unescaped.py does the same; packages/vault/vectors hold both to it.

import { decodeHTMLStrict } from "entities";

const HEX = "[0-9a-fA-F]";

/** One character in the bytes of UTF-8, each written with `sign` in front; or a byte that belongs to none. */
function bytesAfter(sign: string): string {
  const next = `${sign}[89abAB]${HEX}`;
  const two = `${sign}[cCdD]${HEX}${next}`;
  const three = `${sign}[eE]${HEX}(?:${next}){2}`;
  const four = `${sign}[fF][0-7](?:${next}){3}`;
  return `${two}|${three}|${four}|${sign}${HEX}{2}`;
}

interface Escapes {
  /** Where this is not found, nothing is escaped that forms do not know. */
  readonly hint: RegExp;
  readonly each: RegExp;
}

const NUMBERED = "&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});";
/** No name is longer. */
const NAMED = "&[a-zA-Z][a-zA-Z0-9]{1,30};";
const BYTES = bytesAfter(String.raw`\\x`);

/** Those that may stand for any character, so that no list of forms holds all that is written with them. */
const KINDS: readonly Escapes[] = [
  // Of programs and pages: JSON in HTML is read at once.
  {
    hint: new RegExp(String.raw`\\u${HEX}{4}|\\x${HEX}{2}|${NUMBERED}|${NAMED}`),
    each: new RegExp(String.raw`\\u${HEX}{4}|${BYTES}|\\[/"'\\bfnrt]|${NUMBERED}|${NAMED}`, "g"),
  },
  // Of addresses and forms.
  { hint: new RegExp(`%${HEX}{2}`), each: new RegExp(bytesAfter("%"), "g") },
  // Of mail: quoted-printable, its lines put together.
  { hint: /=(?:[0-9A-F]{2}|\r?\n)/, each: new RegExp(String.raw`=\r?\n|${bytesAfter("=")}`, "g") },
];

/** Of any of the kinds. */
export const HINT = KINDS.map(({ hint }) => hint.source).join("|");

/** Text as whoever reads its JSON, page, address or mail sees it. */
export interface Unescaped {
  readonly text: string;
  /** Where the writing of one of its characters begins. */
  readonly start: (at: number) => number;
  /** Where it ends. */
  readonly end: (at: number) => number;
}

/** One for each kind of escapes that stands in the text. */
export function unescaped(text: string): readonly Unescaped[] {
  return KINDS.filter(({ hint }) => hint.test(text)).map(({ each }) => readEach(text, each));
}

interface Piece {
  readonly here: number;
  readonly there: number;
  /** How long it is as it is written; null: as it is read. */
  readonly written: number | null;
}

function readEach(text: string, each: RegExp): Unescaped {
  const pieces: Piece[] = [];
  let read = "";
  let position = 0;
  const add = (piece: string, there: number, written: number | null) => {
    if (piece === "") return;
    pieces.push({ here: read.length, there, written });
    read += piece;
  };
  for (const found of text.matchAll(each)) {
    add(text.slice(position, found.index), position, null);
    add(characterOf(found[0]), found.index, found[0].length);
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

const CONTROLS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function characterOf(written: string): string {
  if (written.startsWith("&#")) return numbered(written);
  if (written.startsWith("&")) return decodeHTMLStrict(written);
  if (written.startsWith("\\u")) return String.fromCharCode(parseInt(written.slice(2), 16));
  if (written.startsWith("\\") && written[1] !== "x") return CONTROLS[written.slice(1)] ?? written.slice(1);
  return ofBytes(written.replaceAll(/\\x|[%=\r\n]/g, ""));
}

function numbered(written: string): string {
  const code = /^&#[xX]/.test(written) ? parseInt(written.slice(3), 16) : parseInt(written.slice(2), 10);
  return code > 0x10ffff ? written : String.fromCodePoint(code);
}

/** A byte above ASCII that stands alone is read as Python and JavaScript mean it. */
function ofBytes(hex: string): string {
  return Buffer.from(hex, "hex").toString(hex.length > 2 ? "utf8" : "latin1");
}
