import type { InjectedSinks } from "@temporalio/worker";
import type { RecordSinks } from "../workflows/record-sinks.ts";
import type { RecordWriter } from "./record-writer.ts";

export function recordSinks(writer: Pick<RecordWriter, "step" | "run">): InjectedSinks<RecordSinks> {
  return {
    records: {
      step: { fn: (_, runId, record) => writer.step(runId, record), callDuringReplay: false },
      run: { fn: (_, runId, record) => writer.run(runId, record), callDuringReplay: false },
    },
  };
}
