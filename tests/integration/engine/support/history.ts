import type { WorkflowHandle } from "@temporalio/client";
import type { Engine } from "./engine.ts";

type History = Awaited<ReturnType<WorkflowHandle["fetchHistory"]>>;
/** An event as it lies in Temporal: every payload's bytes as they are. */
export type RawEvent = NonNullable<History["events"]>[number];

/** Every history of the workflow, the oldest first, as Temporal has them. */
export async function rawHistories(
  { client }: Pick<Engine, "client">,
  workflowId: string,
): Promise<readonly (readonly RawEvent[])[]> {
  const histories: RawEvent[][] = [];
  const latest = await client.workflow.getHandle(workflowId).fetchHistory();
  let runId = latest.events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId;
  while (typeof runId === "string" && runId !== "") {
    const history: History = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const events: RawEvent[] = history.events ?? [];
    histories.push(events);
    runId = events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return histories;
}

/** For example `activityTaskScheduled`. */
export function typeOf(event: RawEvent): string {
  const attributes = Object.keys(event).find((name) => name.endsWith("EventAttributes")) ?? "";
  return attributes.replace("EventAttributes", "");
}

export function countOf(events: readonly RawEvent[], type: string): number {
  return events.filter((event) => typeOf(event) === type).length;
}
