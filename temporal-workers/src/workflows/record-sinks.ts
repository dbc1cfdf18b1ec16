import { proxySinks } from "@temporalio/workflow";
import type { Sinks } from "@temporalio/workflow";
import type { RunRecord, StepRecord } from "@riposte/plan";

/** Live progress, on its way out without an activity. It is not sent again in a replay. */
export interface RecordSinks extends Sinks {
  readonly records: {
    tell(runId: string, steps: readonly StepRecord[], run: RunRecord | null): void;
  };
}

export const { records } = proxySinks<RecordSinks>();
