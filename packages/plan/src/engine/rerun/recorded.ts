import type { Failure } from "../../failure.ts";
import type { Payload } from "../../payload.ts";
import type { Origin } from "../protocol.ts";

/** How a step at the top ended in the run that this one repeats, or what a person gave in its place. */
export interface RecordedStep {
  readonly step: string;
  /** `skipped`: its run-if passed it over. What only lies on a dead path is not recorded: it follows from the rest. */
  readonly state: "done" | "failed" | "skipped";
  readonly attempt: number;
  readonly port: string | null;
  readonly output: Payload | null;
  readonly failure: Failure | null;
  readonly note: string | null;
  readonly origin: Origin;
  /** It stands in for the step where the run comes to it, and nowhere else; absent: it counts from the start. */
  readonly when?: "reached";
  /** Of a loop: what the set steps of its body left behind, in that order. */
  readonly sets?: readonly SetInBody[];
}

export interface SetInBody {
  readonly step: string;
  readonly output: Payload;
}
