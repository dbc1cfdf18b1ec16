import { proxySinks } from "@temporalio/workflow";
import type { Sinks } from "@temporalio/workflow";
import type { RunRecord, StepRecord } from "@riposte/plan";

/** Live progress, on its way out without an activity. It is not sent again in a replay. */
export interface RecordSinks extends Sinks {
  readonly records: {
    step(runId: string, record: StepRecord): void;
    run(runId: string, record: RunRecord): void;
  };
}

export const { records } = proxySinks<RecordSinks>();
