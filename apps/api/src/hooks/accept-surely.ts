import { setTimeout as sleep } from "node:timers/promises";
import type { AcceptResult } from "@riposte/db";
import { isDatabaseAway, leavesOpen } from "../database-away.ts";
import { promptly } from "../promptly.ts";

/** The event may have been accepted: whoever sends it anew, and not again, may make two of it. */
export class AcceptanceUnknown extends Error {}

export interface Patience {
  /** Where nothing was accepted for certain, so long the database may be away. */
  readonly awayMs: number;
  /** Where the answer is open, so long it is waited for. */
  readonly openMs: number;
}

const PATIENCE: Patience = { awayMs: 2_000, openMs: 25_000 };
const PAUSE_MS = 100;

/**
 * Neither a connection that breaks nor one that says nothing tells whether the commit was made. Asking the same once
 * more is harmless: so it is asked until that is known, and a sender who is told to come back was not accepted.
 * @throws AcceptanceUnknown
 */
export async function acceptSurely(
  accept: () => Promise<AcceptResult>,
  { awayMs, openMs }: Patience = PATIENCE,
): Promise<AcceptResult> {
  const begun = Date.now();
  let isOpen = false;
  for (;;) {
    const left = begun + openMs - Date.now();
    try {
      return await promptly(accept(), Math.max(left, PAUSE_MS));
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      isOpen ||= leavesOpen(error);
      if (Date.now() - begun < (isOpen ? openMs : awayMs)) await sleep(PAUSE_MS);
      else throw isOpen ? new AcceptanceUnknown("The database did not say.", { cause: error }) : error;
    }
  }
}
