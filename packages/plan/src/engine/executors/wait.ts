import type { Data } from "@riposte/template";
import type { Failure } from "../../failure.ts";
import { instantText, parseInstant } from "../instant.ts";
import { issue, setTimer } from "../issue.ts";
import { complete, fail } from "../outcome.ts";
import type { Executor } from "./executor.ts";
import { smallValue } from "./values.ts";

export const LONGEST_WAIT_MS = 5 * 366 * 86_400_000;

/** Field `seconds` or `until`. A moment that has passed costs no timer. */
export const wait: Executor<"wait"> = {
  fields: ({ seconds, until }) => (until === null ? { seconds } : { until }),

  act(turn, active, values) {
    const field = active.step.until === null ? "seconds" : "until";
    const value = smallValue(values, field);
    const at = field === "seconds" ? afterSeconds(turn.now, value) : atInstant(value);
    if (at === null) return fail(turn, active, unusable(field));
    if (at - turn.now > LONGEST_WAIT_MS) return fail(turn, active, tooLong(field));
    if (at <= turn.now) return complete(turn, active);
    active.status.note = `Until ${instantText(at)}.`;
    setTimer(active, "wait", at);
    issue(turn, active, "sleep");
  },
};

function afterSeconds(now: number, value: Data): number | null {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : numberOf(value);
  return seconds === null || !(seconds >= 0) ? null : now + Math.round(seconds * 1_000);
}

function numberOf(value: Data): number | null {
  return typeof value === "bigint" || typeof value === "number" ? Number(value) : null;
}

function atInstant(value: Data): number | null {
  return typeof value === "string" ? parseInstant(value) : null;
}

function unusable(field: "seconds" | "until"): Failure {
  const wanted =
    field === "seconds"
      ? "a number of seconds, 0 or more"
      : "an instant with an offset, such as 2026-11-21T08:00:00Z";
  return { code: "bad_arguments", message: `A wait needs ${wanted}.`, retryable: false, field };
}

function tooLong(field: string): Failure {
  return { code: "bad_arguments", message: "A wait may last five years at most.", retryable: false, field };
}
