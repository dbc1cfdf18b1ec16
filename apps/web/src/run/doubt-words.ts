import { harmlessText } from "@riposte/plan/harmless-text";
import { withoutAdvice } from "./failure-words.ts";
import type { Failure } from "./run-data.ts";

/** Why nobody knows what became of a step, by what is recorded of it, and what to do; the same wherever it is asked. */
export function doubtWords(failure: Failure | null): string {
  const why = withoutAdvice(failure?.message ?? "Nobody can tell whether it happened.");
  const sentence = /[.!?]$/.test(why) ? why : `${why}.`;
  return `${harmlessText(sentence)} Look on the other side, then say what became of it.`;
}
