import type { LinkedRun } from "@riposte/db";
import type { ChildEnd, Failure, Payload } from "@riposte/plan";

const NOTHING: Payload = { kind: "inline", json: "null" };

/** Null while it goes on. */
export function endOfChild({ state, failure, output }: LinkedRun): ChildEnd | null {
  switch (state) {
    case "done":
      return { state, output: output === null ? NOTHING : (JSON.parse(output) as Payload) };
    case "failed":
    case "cancelled":
    case "lost":
      return { state, failure: failureOf(state, failure) };
    // Only what a trigger accepts is ever skipped.
    case "skipped":
      return { state: "cancelled", failure: failureOf("cancelled", failure) };
    case "queued":
    case "running":
    case "waiting":
    case "paused":
    case "stuck":
      return null;
  }
}

/** What became of the steps of a lost run nobody knows. */
function failureOf(state: "failed" | "cancelled" | "lost", text: string | null): Failure {
  const told = text === null ? null : (JSON.parse(text) as Failure);
  if (state === "lost") {
    const message = told?.message ?? "Nobody knows what became of it.";
    return { code: "unknown_outcome", message, retryable: false };
  }
  return (
    told ?? {
      code: state === "failed" ? "internal" : "cancelled",
      message: "It gave no reason.",
      retryable: false,
    }
  );
}
