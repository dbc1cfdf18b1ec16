import { DataError, decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import { Fault } from "../fault.ts";

/** What a step may hold is nested 64 deep at most; a file has a few levels around its steps. */
const DEEPEST = 80;

/** Counted from 1. */
export type LineOf = (path: readonly (string | number)[]) => number;

export interface JsonText {
  readonly data: Data;
  /** The line of what a path leads to, or of the nearest thing around it that is there. */
  readonly lineOf: LineOf;
}

/**
 * JSON as `decodeData` reads it, with the line of every part; a key that stands twice in an object is a fault.
 * @throws Fault with the line
 */
export function readJson(text: string): JsonText {
  const reader = new Reader(text);
  const data = reader.whole();
  return { data, lineOf: (path) => reader.lineAt(reader.offsetOf(data, path)) };
}

const BLANK = /[ \t\n\r]*/y;
const SCALAR = /-?[0-9][0-9.eE+-]*|[A-Za-z]+/y;

class Reader {
  readonly #text: string;
  #at = 0;
  /** Where the lines end; found once somebody asks. */
  #breaks: readonly number[] | undefined;
  /** Where each member of a list or dict begins. */
  readonly #offsets = new WeakMap<object, Map<string | number, number>>();

  constructor(text: string) {
    this.#text = text;
    // A mark of the order of bytes, as some editors write it.
    if (text.startsWith("\uFEFF")) this.#at = 1;
  }

  whole(): Data {
    const data = this.#value(0);
    this.#blank();
    if (this.#at < this.#text.length) this.#fail("there is more after the end of the JSON");
    return data;
  }

  offsetOf(data: Data, path: readonly (string | number)[]): number {
    let [at, inside]: [number, Data | undefined] = [0, data];
    for (const key of path) {
      const offset =
        typeof inside === "object" && inside !== null ? this.#offsets.get(inside)?.get(key) : undefined;
      if (offset === undefined) break;
      at = offset;
      inside = inside instanceof Map ? inside.get(String(key)) : (inside as readonly Data[])[Number(key)];
    }
    return at;
  }

  lineAt(offset: number): number {
    this.#breaks ??= breaksOf(this.#text);
    let [low, high] = [0, this.#breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }

  #value(depth: number): Data {
    if (depth > DEEPEST) this.#fail(`it is nested deeper than ${DEEPEST} levels`);
    this.#blank();
    const char = this.#text[this.#at];
    if (char === "{") return this.#dict(depth);
    if (char === "[") return this.#list(depth);
    return char === '"' ? this.#string() : this.#scalar();
  }

  #dict(depth: number): Data {
    const dict = new Map<string, Data>();
    const offsets = new Map<string, number>();
    const open = this.#at;
    this.#offsets.set(dict, offsets);
    this.#at += 1;
    if (this.#skip("}")) return dict;
    do {
      this.#blank();
      const at = this.#at;
      if (this.#text[at] !== '"') this.#fail(this.#isOver() ?? "a key in quotation marks is missing", open);
      const key = this.#string();
      const before = offsets.get(key);
      if (before !== undefined)
        this.#fail(`the key ${JSON.stringify(key)} stands twice, first in line ${this.lineAt(before)}`, at);
      if (!this.#skip(":"))
        this.#fail(this.#isOver() ?? `after the key ${JSON.stringify(key)} a colon is missing`);
      offsets.set(key, at);
      dict.set(key, this.#value(depth + 1));
    } while (this.#skip(","));
    if (!this.#skip("}")) this.#fail(this.#isOver() ?? "a comma or } is missing", open);
    return dict;
  }

  #list(depth: number): Data {
    const list: Data[] = [];
    const offsets = new Map<number, number>();
    const open = this.#at;
    this.#offsets.set(list, offsets);
    this.#at += 1;
    if (this.#skip("]")) return list;
    do {
      this.#blank();
      offsets.set(list.length, this.#at);
      list.push(this.#value(depth + 1));
    } while (this.#skip(","));
    if (!this.#skip("]")) this.#fail(this.#isOver() ?? "a comma or ] is missing", open);
    return list;
  }

  #string(): string {
    let close = this.#text.indexOf('"', this.#at + 1);
    while (close >= 0 && this.#isEscaped(close)) close = this.#text.indexOf('"', close + 1);
    if (close < 0) this.#fail("a text has no closing quotation mark");
    return this.#decoded(close + 1) as string;
  }

  #isEscaped(at: number): boolean {
    let slash = at;
    while (this.#text[slash - 1] === "\\") slash -= 1;
    return (at - slash) % 2 === 1;
  }

  #scalar(): Data {
    SCALAR.lastIndex = this.#at;
    const found = SCALAR.exec(this.#text);
    if (found === null) this.#fail(this.#isOver() ?? "a value is missing");
    return this.#decoded(this.#at + found[0].length);
  }

  #decoded(end: number): Data {
    const literal = this.#text.slice(this.#at, end);
    try {
      const data = decodeData(literal);
      this.#at = end;
      return data;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      if (literal.startsWith('"')) this.#fail("a text holds a line break or a wrong escape");
      return this.#fail(`${literal.slice(0, 40)} is no JSON value`);
    }
  }

  #skip(char: string): boolean {
    this.#blank();
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #blank(): void {
    BLANK.lastIndex = this.#at;
    this.#at += BLANK.exec(this.#text)?.[0].length ?? 0;
  }

  #isOver(): string | null {
    return this.#at < this.#text.length ? null : "the file ends here, before what was begun is closed";
  }

  /** @param open Where what is not closed began: said beside the line, if it is another one. */
  #fail(what: string, open = this.#at): never {
    const line = this.lineAt(this.#at);
    const begun = this.lineAt(open);
    throw new Fault(`${what}${begun < line ? ` (begun in line ${begun})` : ""}.`, line);
  }
}

function breaksOf(text: string): readonly number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) breaks.push(at);
  return breaks;
}
