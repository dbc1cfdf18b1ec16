import { cutText } from "../cut-text.ts";
import type { StepRecord } from "../engine/protocol.ts";
import { isBlob } from "../payload.ts";
import type { Payload } from "../payload.ts";
import type { Plan, StepKind } from "../plan.ts";
import type { BacktestRun, Stop } from "./backtest-run.ts";
import type { RunComparison, StepDifference, StepSide } from "./compare-runs.ts";
import { placeKey } from "./recorded-calls.ts";
import type { Given } from "./recorded-world.ts";

/** A value for people to read: its JSON text, or the beginning of it. */
export interface ShownValue {
  readonly text: string;
  readonly isWhole: boolean;
}

export type ShownSide = Pick<StepSide, "state" | "port"> & {
  readonly sent: { readonly what: string; readonly value: ShownValue | null } | null;
};

export type ShownDifference = Omit<StepDifference, "before" | "after"> & {
  readonly before: ShownSide | null;
  readonly after: ShownSide | null;
};

/** What a backtest keeps of one event: `untold` where the draft could not be held against the run at all. */
export type ShownResult =
  | (Pick<RunComparison, "outcome" | "steps" | "actions" | "errors" | "isEqual"> & {
      readonly kind: "told";
      readonly failure: { readonly before: string | null; readonly after: string | null };
      readonly stops: readonly (Stop & { readonly label: string })[];
      /** It was not followed to its end: why. */
      readonly broken: string | null;
      /** The first of them. */
      readonly differences: readonly ShownDifference[];
      /** How many there are beyond these. */
      readonly more: number;
    })
  | { readonly kind: "untold"; readonly why: string };

/** What the draft did at one step. */
export interface ShownStep extends Pick<StepRecord, "step" | "scope" | "state" | "port" | "note"> {
  readonly label: string;
  readonly kind: StepKind;
  /** Where its answer is from; null: it asked nobody. */
  readonly given: Given | null;
  readonly input: ShownValue | null;
  readonly output: ShownValue | null;
  readonly failure: string | null;
}

const MOST_DIFFERENCES = 100;
const MOST_STEPS = 500;
const MOST_STOPS = 20;
const LONGEST_VALUE = 4_000;
/** Of all values of an event together: what comes after is not shown. */
const MOST_TEXT = 400_000;

export interface Shown {
  readonly result: ShownResult;
  readonly steps: readonly ShownStep[];
}

/** What is kept of a comparison, however large the run was. */
export function showResult(plan: Plan, run: BacktestRun, compared: RunComparison): Shown {
  const byId = new Map(plan.steps.map((step) => [step.id, step]));
  const show = valuesWithin(MOST_TEXT);
  const side = (each: StepSide | null): ShownSide | null =>
    each && {
      state: each.state,
      port: each.port,
      sent: each.sent && { what: each.sent.what, value: show(each.sent.input) },
    };
  const { outcome, failure, steps, actions, errors, isEqual, differences } = compared;
  const shown = differences
    .slice(0, MOST_DIFFERENCES)
    .map((each) => ({ ...each, before: side(each.before), after: side(each.after) }));
  const result: ShownResult = {
    kind: "told",
    outcome,
    failure: { before: failure.before?.message ?? null, after: failure.after?.message ?? null },
    steps,
    actions,
    errors,
    isEqual,
    stops: run.stops
      .slice(0, MOST_STOPS)
      .map((each) => ({ ...each, label: byId.get(each.step)?.label ?? each.step })),
    broken: run.broken,
    differences: shown,
    more: differences.length - shown.length,
  };
  const told = run.records.slice(0, MOST_STEPS).flatMap((record): ShownStep[] => {
    const planned = byId.get(record.step);
    if (planned === undefined) return [];
    const { step, scope, state, port, note } = record;
    return [
      {
        step,
        scope,
        state,
        port,
        note,
        label: planned.label,
        kind: planned.kind,
        given: run.given.get(placeKey(record)) ?? null,
        input: show(record.input),
        output: show(record.output),
        failure: record.failure?.message ?? null,
      },
    ];
  });
  return { result, steps: told };
}

function valuesWithin(room: number) {
  let left = room;
  return (payload: Payload | null): ShownValue | null => {
    if (payload === null) return null;
    const text = isBlob(payload) ? payload.preview : payload.json;
    const shown = cutText(text, Math.min(LONGEST_VALUE, left));
    left -= shown.length;
    return { text: shown, isWhole: !isBlob(payload) && shown.length === text.length };
  };
}
