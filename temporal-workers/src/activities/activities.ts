import { forgetTurn } from "@riposte/db";
import type { Connection, Database } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";
import { archiveSteps } from "./archive-steps.ts";
import { cancelAttempt } from "./cancel-attempt.ts";
import { closeApproval } from "./close-approval.ts";
import { flushRun } from "./flush-run.ts";
import type { Progress } from "./flush-run.ts";
import { gatherParts, sliceItems } from "./loop-values.ts";
import { openApproval } from "./open-approval.ts";
import type { ApprovalMailing } from "./open-approval.ts";
import { renderFields } from "./render-fields.ts";
import { respond } from "./respond.ts";
import { settleCall } from "./settle-call.ts";
import { storeValue } from "./store-value.ts";

export interface ActivityServices {
  readonly db: Database;
  readonly sql: Connection["sql"];
  /** Unique to this process start: the owner of the attempts it claims. */
  readonly instance: string;
  readonly callAction: RunActivities["callAction"];
  readonly mailing: ApprovalMailing;
  readonly progress: Progress;
}

/** What a workflow may ask of the world. Each is safe to repeat. */
export function createActivities(services: ActivityServices): RunActivities {
  const { db, sql, instance, callAction, mailing, progress } = services;
  return {
    callAction,
    renderFields: (input) => renderFields(db, input),
    sliceItems: (input) => sliceItems(db, input),
    gatherParts: (input) => gatherParts(db, input),
    openApproval: (input) => openApproval(db, mailing, input),
    closeApproval: (input) => closeApproval(db, input),
    respond: (input) => respond(sql, input),
    flushRun: (input) => flushRun(sql, progress, input),
    archiveSteps: (input) => archiveSteps(sql, input),
    storeValue: (input) => storeValue(db, input),
    cancelAttempt: (key) => cancelAttempt(db, key),
    leaveTurn: (key) => forgetTurn(db, key),
    settleCall: (input) => settleCall(db, { ...input, owner: instance }),
  };
}
