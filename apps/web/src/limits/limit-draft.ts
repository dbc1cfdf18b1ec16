export interface LimitRules {
  readonly atOnce: number | null;
  readonly rate: { readonly count: number; readonly seconds: number } | null;
}

/** As it is typed, right or wrong; the time stands there although nothing is counted in it. */
export interface LimitDraft {
  readonly atOnce: string;
  readonly count: string;
  readonly seconds: number;
}

const MINUTE = 60;

const USUAL_SPANS = [
  { seconds: 1, label: "in any second" },
  { seconds: MINUTE, label: "in any minute" },
  { seconds: 60 * MINUTE, label: "in any hour" },
  { seconds: 24 * 60 * MINUTE, label: "in any day" },
];

/** Those one can choose, and the one that is set. */
export function spansWith(seconds: number): readonly { readonly seconds: number; readonly label: string }[] {
  if (USUAL_SPANS.some((span) => span.seconds === seconds)) return USUAL_SPANS;
  return [...USUAL_SPANS, { seconds, label: `in any ${seconds} seconds` }];
}

export function draftOf({ atOnce, rate }: LimitRules): LimitDraft {
  return { atOnce: textOf(atOnce), count: textOf(rate?.count ?? null), seconds: rate?.seconds ?? MINUTE };
}

/** Null while something that is typed is no count. */
export function rulesOf({ atOnce, count, seconds }: LimitDraft): LimitRules | null {
  if (countFault(atOnce) !== null || countFault(count) !== null) return null;
  const most = numberIn(count);
  return { atOnce: numberIn(atOnce), rate: most === null ? null : { count: most, seconds } };
}

const MOST = 100_000;

/** What is to be typed instead; null where it is right. */
export function countFault(text: string): string | null {
  const number = numberIn(text);
  if (number === null || (/^\d+$/.test(text.trim()) && number >= 1 && number <= MOST)) return null;
  return `Write a whole number from 1 to ${MOST}, or nothing for no limit.`;
}

function numberIn(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

function textOf(count: number | null): string {
  return count === null ? "" : String(count);
}

export function isSame(a: LimitRules, b: LimitRules): boolean {
  return a.atOnce === b.atOnce && a.rate?.count === b.rate?.count && a.rate?.seconds === b.rate?.seconds;
}
