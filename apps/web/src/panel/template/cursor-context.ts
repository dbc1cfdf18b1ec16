import type { Mode } from "./spans.ts";

/** What stands before the cursor, within its tag. */
export interface CursorContext {
  readonly kind: "name" | "member" | "filter" | "test";
  /** What is typed of it so far. */
  readonly typed: string;
  /** Where that begins, and where it goes on to behind the cursor. */
  readonly from: number;
  readonly to: number;
  /** Of a member: the path before it, as written. */
  readonly parent: readonly (string | number)[];
  /** Of a member: what stands before it, whole: `(trigger.alerts | first)`. */
  readonly expression: string;
  /** Whether the member is being written in brackets, and by which quote. */
  readonly bracket: "'" | '"' | "" | null;
  /** Names bound by `{% for x in path %}` that are open here. */
  readonly loops: ReadonlyMap<string, readonly (string | number)[]>;
}

const NAME = "[\\p{L}_][\\p{L}\\p{Nd}_]*";
const INDEX = "\\[(?:\\d+|'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\")\\]";
const PATH = `${NAME}(?:\\.${NAME}|${INDEX})*`;
const FILTER = new RegExp(`\\|\\s*(?<typed>(?:${NAME})?)$`, "u");
const TEST = new RegExp(`\\bis\\s+(?:not\\s+)?(?<typed>(?:${NAME})?)$`, "u");
const MEMBER = new RegExp(`(?<![\\p{L}\\p{Nd}_.\\]])(?<path>${PATH})\\.(?<typed>(?:${NAME})?)$`, "u");
const BRACKET = new RegExp(
  `(?<![\\p{L}\\p{Nd}_.\\]])(?<path>${PATH})\\[(?<quote>['"]?)(?<typed>[^'"\\]]*)$`,
  "u",
);
const AFTER_BRACKET = new RegExp(`(?<=[\\])])\\.(?<typed>(?:${NAME})?)$`, "u");
const BARE = new RegExp(`(?<typed>(?:${NAME})?)$`, "u");
const LOOP = new RegExp(
  `\\{%-?\\s*(?:for\\s+(?<name>${NAME})\\s+in\\s+(?<path>${PATH})|(?<end>endfor))`,
  "gu",
);

/** Null where the cursor is not in a tag, or in a text within it. */
export function contextAt(text: string, cursor: number, mode: Mode): CursorContext | null {
  const start = mode === "expression" ? 0 : tagStart(text, cursor);
  if (start === null) return null;
  const before = text.slice(start, cursor);
  const found =
    read("member", BRACKET, before) ??
    (isInString(before)
      ? null
      : (read("filter", FILTER, before) ??
        read("test", TEST, before) ??
        read("member", MEMBER, before) ??
        read("member", AFTER_BRACKET, before) ??
        read("name", BARE, before)));
  if (found === null) return null;
  const { kind, typed, path, quote } = found;
  if (kind === "name" && /[.\d\])'"]$/.test(before.slice(0, before.length - typed.length))) return null;
  const rest = /^[\p{L}\p{Nd}_]*/u.exec(text.slice(cursor))?.[0] ?? "";
  return {
    kind,
    typed,
    from: cursor - typed.length,
    to: cursor + rest.length,
    parent: path === undefined ? [] : keysOf(path),
    expression:
      kind === "member"
        ? expressionBefore(before, before.length - typed.length - 1 - (quote?.length ?? 0))
        : "",
    bracket: quote === undefined ? null : quote === "'" || quote === '"' ? quote : "",
    loops: loopsBefore(text.slice(0, start)),
  };
}

function read(kind: CursorContext["kind"], pattern: RegExp, before: string) {
  const groups = pattern.exec(before)?.groups;
  return groups === undefined
    ? null
    : { kind, typed: groups["typed"] ?? "", path: groups["path"], quote: groups["quote"] };
}

/** Where the code of the tag begins that the cursor stands in. */
function tagStart(text: string, cursor: number): number | null {
  const open = Math.max(text.lastIndexOf("{{", cursor - 2), text.lastIndexOf("{%", cursor - 2));
  if (open < 0 || open + 2 > cursor) return null;
  const closer = text[open + 1] === "{" ? "}}" : "%}";
  return closing(text, open + 2, closer) < cursor ? null : open + 2;
}

/** Where the tag ends, strings aside. */
function closing(text: string, from: number, closer: string): number {
  let quote: string | null = null;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (quote !== null) {
      if (char === "\\") at += 1;
      else if (char === quote) quote = null;
    } else if (char === "'" || char === '"') quote = char;
    else if (text.startsWith(closer, at)) return at;
    // A tag whose end is missing does not swallow the next one.
    else if (text.startsWith("{{", at) || text.startsWith("{%", at)) return at;
  }
  return text.length;
}

function isInString(before: string): boolean {
  let quote: string | null = null;
  for (let at = 0; at < before.length; at++) {
    const char = before[at];
    if (quote === null && (char === "'" || char === '"')) quote = char;
    else if (quote !== null && char === "\\") at += 1;
    else if (char === quote) quote = null;
  }
  return quote !== null;
}

const CLOSED_BY: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

/** Back from a dot or bracket over names, places and calls to where the value begins. */
function expressionBefore(before: string, end: number): string {
  let at = end;
  while (at > 0) {
    const char = before[at - 1] ?? "";
    const opener = CLOSED_BY[char];
    if (opener !== undefined) {
      const open = openingOf(before, at - 1, opener, char);
      if (open === null) return "";
      at = open;
    } else if (/[\p{L}\p{Nd}_.]/u.test(char)) at -= 1;
    else break;
  }
  return before.slice(at, end);
}

/** Where the bracket was opened that is closed there; brackets in quotes count for nothing. */
function openingOf(before: string, close: number, opener: string, closer: string): number | null {
  let depth = 0;
  let quote: string | null = null;
  for (let at = close; at >= 0; at--) {
    const char = before[at];
    if (quote !== null) quote = char === quote ? null : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === closer) depth += 1;
    else if (char === opener && --depth === 0) return at;
  }
  return null;
}

/** `steps.a['b'][0]` → `["steps", "a", "b", 0]` */
export function keysOf(path: string): (string | number)[] {
  const parts = path.matchAll(
    new RegExp(
      `(?<name>${NAME})|\\[(?<index>\\d+)\\]|\\[(?<quoted>'(?:\\\\.|[^'\\\\])*'|"(?:\\\\.|[^"\\\\])*")\\]`,
      "gu",
    ),
  );
  return Array.from(parts, ({ groups }) => {
    const { name, index, quoted } = groups ?? {};
    if (index !== undefined) return Number(index);
    return name ?? (quoted ?? "").slice(1, -1).replaceAll(/\\(.)/g, "$1");
  });
}

/** Names that loops bind that are open at its end, with what they go over. */
export function loopsBefore(text: string): ReadonlyMap<string, readonly (string | number)[]> {
  const open: { readonly name: string; readonly keys: readonly (string | number)[] }[] = [];
  for (const { groups } of text.matchAll(LOOP)) {
    if (groups?.["end"] !== undefined) open.pop();
    else open.push({ name: groups?.["name"] ?? "", keys: keysOf(groups?.["path"] ?? "") });
  }
  return new Map(open.map(({ name, keys }) => [name, keys]));
}
