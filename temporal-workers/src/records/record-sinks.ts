import type { InjectedSinks } from "@temporalio/worker";
import type { RecordSinks } from "../workflows/record-sinks.ts";
import type { RecordWriter } from "./record-writer.ts";

export function recordSinks(writer: Pick<RecordWriter, "tell">): InjectedSinks<RecordSinks> {
  return {
    records: {
      tell: { fn: (_, runId, progress) => writer.tell(runId, progress), callDuringReplay: false },
    },
  };
}
