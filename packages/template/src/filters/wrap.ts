import { operation } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { codePointLength, sliceText } from "../python/code-points.ts";
import { asText } from "../python/compare.ts";
import { asCount } from "../python/numbers.ts";
import { print } from "../python/printer.ts";
import { truthy } from "../python/sequence.ts";
import { splitLines } from "../python/split.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";

const SPACE = "[\\t\\n\\v\\f\\r ]";
const INK = "[^\\t\\n\\v\\f\\r ]";
const PUNCTUATED = "[\\p{L}\\p{N}_!\"'&.,?]";
const LETTER = "[\\p{L}_]";

/** Where a line may be broken: at spaces, after the hyphen of a compound word, at a dash. */
const BREAKS = new RegExp(
  `(${SPACE}+|(?<=${PUNCTUATED})-{2,}(?=[\\p{L}\\p{N}_])|${INK}+?(?:` +
    `-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${PUNCTUATED}-))(?=${LETTER}-?${LETTER})` +
    `|(?=${SPACE}|$)|(?<=${PUNCTUATED})(?=-{2,}[\\p{L}\\p{N}_])))`,
  "u",
);
const SPACES = new RegExp(`(${SPACE}+)`);

interface Wrapping {
  readonly width: number;
  readonly breakLong: boolean;
  readonly breakOnHyphens: boolean;
}

export const WRAP_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  wordwrap: operation(
    { width: 79n, break_long_words: true, wrapstring: null, break_on_hyphens: true },
    (value, args, { budget }) => {
      if (value instanceof Undefined) value.fail();
      const text = asText(value);
      if (text === null) throw new Fault("type", `a str is required, not ${typeName(value)}`);
      const newline = args.wrapstring === null ? "\n" : print(args.wrapstring, budget);
      const wrapping = {
        width: asCount(args.width),
        breakLong: truthy(args.break_long_words),
        breakOnHyphens: truthy(args.break_on_hyphens),
      };
      const lines = splitLines(text, false).map((line) => {
        budget.walk(line, 4);
        const wrapped = wrap(line, wrapping, budget);
        budget.bytes(newline.length * wrapped.length);
        return wrapped.join(newline);
      });
      return budget.text(lines.join(newline));
    },
  ),
};

/** `textwrap.wrap` of one paragraph. */
function wrap(text: string, wrapping: Wrapping, budget: Budget): string[] {
  if (wrapping.width <= 0) throw new Fault("value", `invalid width ${wrapping.width} (must be > 0)`);
  const chunks = text
    .split(wrapping.breakOnHyphens ? BREAKS : SPACES)
    .filter((chunk) => chunk !== "")
    .toReversed();
  const lines: string[] = [];
  while (chunks.length > 0) {
    if (lines.length > 0 && isBlank(chunks.at(-1))) chunks.pop();
    const line = takeLine(chunks, wrapping);
    budget.scan(chunks.at(-1) ?? "");
    if (isBlank(line.at(-1))) line.pop();
    if (line.length > 0) lines.push(line.join(""));
  }
  return lines;
}

/** As many chunks from the end of the list as fit on a line. */
function takeLine(chunks: string[], wrapping: Wrapping): string[] {
  const line: string[] = [];
  let length = 0;
  while (chunks.length > 0 && length + codePointLength(chunks.at(-1) ?? "") <= wrapping.width) {
    const chunk = chunks.pop() ?? "";
    line.push(chunk);
    length += codePointLength(chunk);
  }
  const next = chunks.at(-1);
  if (next === undefined || codePointLength(next) <= wrapping.width) return line;
  if (wrapping.breakLong) {
    const end = breakAt(next, wrapping.width - length, wrapping.breakOnHyphens);
    line.push(sliceText(next, 0, end));
    chunks[chunks.length - 1] = sliceText(next, end);
  } else if (line.length === 0) line.push(chunks.pop() ?? "");
  return line;
}

function breakAt(chunk: string, room: number, onHyphens: boolean): number {
  if (!onHyphens || chunk.length <= room) return room;
  const hyphen = sliceText(chunk, 0, room).lastIndexOf("-");
  return hyphen > 0 && /[^-]/.test(chunk.slice(0, hyphen)) ? hyphen + 1 : room;
}

function isBlank(chunk: string | undefined): boolean {
  return chunk !== undefined && chunk.trim() === "";
}
