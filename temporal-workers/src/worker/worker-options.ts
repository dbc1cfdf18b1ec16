import type { NativeConnection, WorkerOptions } from "@temporalio/worker";
import type { DataConverter } from "@temporalio/common";
import { RUN_QUEUE } from "@riposte/temporal";
import type { RunActivities } from "@riposte/temporal";
import { HEARTBEAT_EVERY_MS } from "../activities/actions/call-action.ts";
import { recordSinks } from "../records/record-sinks.ts";
import type { RecordWriter } from "../records/record-writer.ts";

interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly identity: string;
  readonly dataConverter: DataConverter;
  readonly activities: RunActivities;
  readonly writer: RecordWriter;
  readonly bundlePath: string;
}

/** Tuned on two cores: few threads and pollers, many runs cached. */
export function workerOptions({ writer, bundlePath, activities, ...parts }: WorkerParts): WorkerOptions {
  return {
    ...parts,
    activities,
    sinks: recordSinks(writer),
    workflowBundle: { codePath: bundlePath },
    taskQueue: RUN_QUEUE,
    reuseV8Context: true,
    workflowThreadPoolSize: 2,
    maxCachedWorkflows: 500,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentWorkflowTaskPolls: 4,
    maxConcurrentActivityTaskExecutions: 100,
    maxConcurrentActivityTaskPolls: 2,
    maxConcurrentLocalActivityExecutions: 100,
    // Else they are held back for four fifths of the time that Temporal waits for them.
    maxHeartbeatThrottleInterval: HEARTBEAT_EVERY_MS,
    shutdownGraceTime: "10 seconds",
    shutdownForceTime: "20 seconds",
  };
}
