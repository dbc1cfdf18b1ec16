import type { BlobStore } from "@riposte/blobs";
import { forgetTurn } from "@riposte/db";
import type { Connection, Database } from "@riposte/db";
import type { ActionJob, CallAnswer, RunActivities, ShortJob } from "@riposte/temporal";
import type { AskedRuns } from "./asked-runs.ts";
import { createTaskTimes } from "./task-times.ts";
import { archiveSteps } from "./archive-steps.ts";
import { cancelAttempt } from "./cancel-attempt.ts";
import { closeApproval } from "./close-approval.ts";
import { closeWait } from "./close-wait.ts";
import { flushRun } from "./flush-run.ts";
import type { RecordWriter } from "../records/record-writer.ts";
import { openApproval } from "./open-approval.ts";
import type { ApprovalMailing } from "./open-approval.ts";
import { openWait } from "./open-wait.ts";
import { respond } from "./respond.ts";
import { settleCall } from "./settle-call.ts";
import { startChild } from "./start-child.ts";
import { stopChild } from "./stop-child.ts";
import { storeValue } from "./store-value.ts";
import { endTrial } from "./end-trial.ts";
import type { ValueTasks } from "../values/value-tasks.ts";

export interface ActivityServices {
  readonly db: Database;
  readonly sql: Connection["sql"];
  readonly blobs: BlobStore;
  /** What reads or makes large values. */
  readonly values: ValueTasks;
  /** Unique to this process start: the owner of the attempts it claims. */
  readonly instance: string;
  readonly callAction: RunActivities["callAction"];
  readonly callScript: RunActivities["callScript"];
  readonly mailing: ApprovalMailing;
  /** Live progress. */
  readonly writer: Pick<RecordWriter, "tell" | "forget">;
  readonly asked: AskedRuns;
  /** Makes Temporal begin another task of a run. */
  readonly askForTask: RunActivities["askForTask"];
}

/** What a workflow may ask of the world. Each is safe to repeat. */
export function createActivities(services: ActivityServices): RunActivities {
  const { db, sql, blobs, values, instance, mailing, writer, asked } = services;
  const tasks = createTaskTimes();
  const telling =
    <T extends object>(call: (job: ActionJob) => Promise<T>) =>
    async ({ task, progress, ...job }: ShortJob): Promise<T & Pick<CallAnswer, "asked" | "late">> => {
      if (progress !== undefined) writer.tell(job.runId, progress);
      if (task !== undefined) tasks.note(job.runId, task);
      const answer = await call(job);
      const late = task !== undefined && tasks.isLate(job.runId, task);
      return { ...answer, ...(asked.has(job.runId) && { asked: true }), ...(late && { late: true }) };
    };
  return {
    callAction: telling(services.callAction),
    callScript: telling(services.callScript),
    askForTask: services.askForTask,
    renderFields: (input) => values.renderFields(input),
    sliceItems: (input) => values.sliceItems(input),
    gatherParts: (input) => values.gatherParts(input),
    openApproval: (input) => openApproval(db, mailing, input),
    closeApproval: (input) => closeApproval(db, input),
    openWait: (input) => openWait(sql, input),
    closeWait: (key) => closeWait(sql, key),
    respond: (input) => respond(sql, input),
    flushRun: (input) => flushRun(sql, writer, input),
    archiveSteps: (input) => archiveSteps(sql, input),
    storeValue: (input) => storeValue(blobs, input),
    cancelAttempt: (key) => cancelAttempt(db, key),
    startChild: (input) => startChild(db, { sql, blobs }, input),
    stopChild: (input) => stopChild(sql, input),
    leaveTurn: (key) => forgetTurn(db, key),
    settleCall: (input) => settleCall(db, { ...input, owner: instance }),
    endTrial: (id) => endTrial(db, id),
  };
}
