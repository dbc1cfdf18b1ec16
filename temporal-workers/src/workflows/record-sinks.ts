import { proxySinks } from "@temporalio/workflow";
import type { Sinks } from "@temporalio/workflow";
import type { Progress } from "@riposte/temporal/contract";

/** Live progress, on its way out without an activity. It is not sent again in a replay. */
export interface RecordSinks extends Sinks {
  readonly records: {
    tell(runId: string, progress: Progress): void;
  };
}

export const { records } = proxySinks<RecordSinks>();
