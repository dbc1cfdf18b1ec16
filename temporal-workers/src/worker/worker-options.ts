import type { NativeConnection, WorkerOptions } from "@temporalio/worker";
import type { DataConverter } from "@temporalio/common";
import { RUN_QUEUE } from "@riposte/temporal";
import type { RunActivities } from "@riposte/temporal";
import { HEARTBEAT_EVERY_MS } from "../activities/actions/call-action.ts";
import { recordSinks } from "../records/record-sinks.ts";
import type { RecordWriter } from "../records/record-writer.ts";
import { DEPLOYMENT } from "../standing/deployment.ts";
import type { WorkflowCode } from "./workflow-bundle.ts";

interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly identity: string;
  readonly dataConverter: DataConverter;
  readonly activities: RunActivities;
  readonly writer: RecordWriter;
  readonly code: WorkflowCode;
}

/** Tuned on two cores: few threads and pollers, many runs cached. */
export function workerOptions({ writer, code, activities, ...parts }: WorkerParts): WorkerOptions {
  return {
    ...parts,
    activities,
    sinks: recordSinks(writer),
    workflowBundle: { codePath: code.path },
    // What a newer build has advanced never comes back to an older one (docs/decisions/0013).
    workerDeploymentOptions: {
      useWorkerVersioning: true,
      version: { deploymentName: DEPLOYMENT, buildId: code.build },
      defaultVersioningBehavior: "AUTO_UPGRADE",
    },
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
