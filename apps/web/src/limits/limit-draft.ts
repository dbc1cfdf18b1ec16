export interface LimitRules {
  readonly atOnce: number | null;
  readonly rate: { readonly count: number; readonly seconds: number } | null;
}

/** As it is typed: the time stands there although nothing is counted in it. */
export interface LimitDraft {
  readonly atOnce: number | null;
  readonly count: number | null;
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
  return { atOnce, count: rate?.count ?? null, seconds: rate?.seconds ?? MINUTE };
}

export function rulesOf({ atOnce, count, seconds }: LimitDraft): LimitRules {
  return { atOnce, rate: count === null ? null : { count, seconds } };
}

export function isSame(a: LimitRules, b: LimitRules): boolean {
  return a.atOnce === b.atOnce && a.rate?.count === b.rate?.count && a.rate?.seconds === b.rate?.seconds;
}
