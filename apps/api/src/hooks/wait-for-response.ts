import { setTimeout as sleep } from "node:timers/promises";
import { textOfPayload } from "@riposte/blobs";
import { readResponse } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { isDatabaseAway } from "../database-away.ts";
import type { RunWatch } from "../notices/notices.ts";
import { isOver } from "../runs/find.ts";
import type { Services } from "../services.ts";
import type { HookAnswer } from "./hook-answer.ts";

interface Waiting {
  readonly workspaceId: string;
  readonly runId: string;
  /** Begun before the run was committed, so that no answer is missed. */
  readonly watch: RunWatch;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Of an earlier request: there may be an answer already. */
  readonly duplicate: boolean;
}

/** NOTIFY wakes us; where it does not come, we look ourselves. */
const LOOK_ANYWAY_MS = 5_000;
/** While the database is away. */
const LOOK_AGAIN_MS = 200;

/** What the Respond step said; null at the time-out, or when the run ended without a word. */
export async function waitForResponse(services: Services, waiting: Waiting): Promise<HookAnswer | null> {
  const { workspaceId, watch, signal } = waiting;
  const until = Date.now() + waiting.timeoutMs;
  let look = waiting.duplicate;
  for (;;) {
    const left = until - Date.now();
    if (look || left <= 0) {
      const seen = await readPatiently(services, waiting, until);
      if (seen?.response != null) return answerOf(services, workspaceId, seen.response);
      if (left <= 0 || signal.aborted || seen === null || isOver(seen.state)) return null;
    }
    await watch.news(Math.min(Math.max(left, 0), LOOK_ANYWAY_MS), signal);
    look = true;
  }
}

/** The run is accepted: a database that goes away now is no reason to tell the sender otherwise. Null at the end. */
async function readPatiently({ sql }: Services, { workspaceId, runId, signal }: Waiting, until: number) {
  for (;;) {
    try {
      return await readResponse(sql, workspaceId, runId);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (signal.aborted || Date.now() >= until) return null;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

async function answerOf(
  { blobs }: Services,
  workspaceId: string,
  response: { readonly status: number; readonly body: string },
): Promise<HookAnswer> {
  const payload = JSON.parse(response.body) as Payload;
  const json = await textOfPayload(blobs, workspaceId, payload);
  if (json === null) throw new Error("The response's body is not in the blob store.");
  const { status } = response;
  // A text is sent as it is: some vendors want their challenge back without quotes.
  if (json.startsWith('"'))
    return { status, body: JSON.parse(json) as string, type: "text/plain; charset=utf-8" };
  return { status, body: json, type: "application/json" };
}
