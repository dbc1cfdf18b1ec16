import { RE2JS, RE2JSException } from "re2js";
import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";

/** Linear in the text whatever the pattern is; what that rules out (look-around, back-references) is refused. */
export interface Regex {
  readonly pattern: RE2JS;
  /** How much one character of text may cost. */
  readonly size: number;
  readonly matchesStart: (text: string, budget: Budget) => boolean;
}

export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
}

export interface Match {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The whole match first; null where a group took no part. */
  readonly groups: readonly (string | null)[];
  readonly named: ReadonlyMap<string, string | null>;
}

const LONGEST_PATTERN = 1000;
const LARGEST_PROGRAM = 2000;
const KEPT = 50;
const compiled = new Map<string, Regex>();

export function compileRegex(written: string, flags: Flags, budget: Budget): Regex {
  const key = `${Number(flags.ignoreCase)}${Number(flags.multiline)}${written}`;
  const regex = compiled.get(key) ?? compile(written, flags);
  // Charged whether it is at hand or not: what a rendering costs must not hang on what ran before.
  budget.step(10 + regex.size);
  compiled.delete(key);
  compiled.set(key, regex);
  const [oldest] = compiled.keys();
  if (compiled.size > KEPT && oldest !== undefined) compiled.delete(oldest);
  return regex;
}

/** Why the pattern can never be used; null when it can. */
export function faultOfPattern(written: string): string | null {
  try {
    compile(written, { ignoreCase: false, multiline: false });
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

/** The matches from left to right, at most so many. */
export function matchesIn(regex: Regex, text: string, most: number, budget: Budget): Match[] {
  chargeScan(regex, text, budget);
  const matcher = regex.pattern.matcher(text);
  const matches: Match[] = [];
  let at = 0;
  while (matches.length < most && at <= text.length && matcher.find(at)) {
    budget.step(1 + (regex.size >> 4));
    const [start, end] = [matcher.start(), matcher.end()];
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_none, index) => matcher.group(index));
    const named = new Map(Object.entries(matcher.getNamedGroups()));
    const whole = budget.text(text.slice(start, end));
    matches.push({ start, end, text: whole, groups, named });
    at = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return matches;
}

/** A replacement as Python's `re.sub` reads it. */
export function expandReplacement(template: string, match: Match, regex: Regex): string {
  return template.replaceAll(
    /\\(?:g<(\w+)>|([1-9][0-9]?)|([\s\S]))/g,
    (all, name?: string, number?: string, char?: string) => {
      const group = name ?? number;
      if (group === undefined) return ESCAPES[char ?? ""] ?? (char === "\\" ? "\\" : all);
      const value = /^[0-9]+$/.test(group) ? match.groups[Number(group)] : match.named.get(group);
      if (value === undefined) {
        throw new Fault("value", `invalid group reference ${group} for ${regex.pattern.pattern()}`);
      }
      return value ?? "";
    },
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v" };

function compile(written: string, { ignoreCase, multiline }: Flags): Regex {
  if (written.length > LONGEST_PATTERN) {
    throw new Fault("limit", `A regular expression may have at most ${LONGEST_PATTERN} characters.`);
  }
  const flags = (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (multiline ? RE2JS.MULTILINE : 0);
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(written.replaceAll(/(?<!\\)((?:\\\\)*)\\Z/g, "$1\\z"), flags);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new Fault("value", `The regular expression is not understood: ${error.message}`);
  }
  const size = pattern.programSize();
  if (size > LARGEST_PROGRAM) throw new Fault("limit", "The regular expression is too large.");
  const matchesStart = (text: string, budget: Budget): boolean => {
    chargeScan(regex, text, budget);
    return pattern.matcher(text).lookingAt();
  };
  const regex: Regex = { pattern, size, matchesStart };
  return regex;
}

function chargeScan(regex: Regex, text: string, budget: Budget): void {
  budget.step(1 + Math.ceil((text.length * (4 + regex.size)) / 12));
}
