import type { Client } from "@temporalio/client";
import { WorkflowNotFoundError } from "@temporalio/client";
import { claimEndedWaits, noteDelivered, returnEndedWait } from "@riposte/db";
import type { Connection, EndedWait } from "@riposte/db";
import { EVENT_SIGNAL } from "@riposte/temporal";
import type { EventInput } from "@riposte/temporal";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { waitEnd } from "./wait-end.ts";

export interface Teller {
  readonly sql: Connection["sql"];
  readonly client: Client;
  readonly logger: Logger;
}

const AT_ONCE = 16;
const DEADLINE_MS = 10_000;

/** Tells workflows what ended their waits. True: there may be more, and all that was tried went well. */
export async function tellWorkflows(teller: Teller): Promise<boolean> {
  const ended = await claimEndedWaits(teller.sql, AT_ONCE);
  const told = await Promise.all(ended.map((wait) => tell(teller, wait)));
  return ended.length === AT_ONCE && told.every(Boolean);
}

/** Until Temporal has it. The workflow takes it once, so that saying it again is harmless. */
async function tell({ sql, client, logger }: Teller, wait: EndedWait): Promise<boolean> {
  const { runId, step, scope, attempt } = wait;
  const input: EventInput = { step, scope, attempt, end: waitEnd(wait) };
  try {
    await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflow.getHandle(runId).signal<[EventInput]>(EVENT_SIGNAL, input),
    );
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) {
      logger.warn(
        { run: runId, error: describeError(error) },
        "A run was not told what it waits for; trying again",
      );
      await returnEndedWait(sql, wait);
      return false;
    }
  }
  await noteDelivered(sql, wait);
  return true;
}
