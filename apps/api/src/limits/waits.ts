import { listLateStarts, listWaitingCalls, listWaitingRuns } from "@riposte/db";
import { actions } from "@riposte/integrations";
import { turnWords } from "@riposte/plan";
import type { TurnWait } from "@riposte/plan";
import type { Context } from "../context.ts";

export const THROWN_BACK = "All starts are held: the database is older than what was already done with it.";

/** What is accepted begins at once; with a slow machine after that many milliseconds. */
const LATE_MS = 15_000;
const LATE =
  "Should have begun by now: Temporal or the worker does not answer. It begins by itself when they are back; " +
  "riposte status says what is away.";

/** Why these runs have not begun, in words, by their id: nothing for those that have, or begin now. */
export async function tellQueued(
  { services, actor }: Context,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const [waiting, late] = await Promise.all([
    listWaitingRuns(services.sql, actor.workspaceId, runIds),
    listLateStarts(services.sql, actor.workspaceId, runIds, LATE_MS),
  ]);
  return new Map([
    ...late.map(({ runId, held }) => [runId, held ? THROWN_BACK : LATE] as const),
    ...waiting.map(({ runId, waits, notBefore }) => [runId, queuedWords(waits, notBefore)] as const),
  ]);
}

function queuedWords(waits: TurnWait | null, notBefore: Date | null): string {
  if (notBefore !== null) {
    return `Waits until ${notBefore.toISOString()}: of events with the same key that come by then only the last one runs.`;
  }
  return waits === null ? "Waits for its turn." : `Waits for its turn: ${turnWords(waits)}`;
}

/** Why calls of these runs wait, as it is now, by run, step and scope (`stepOf`). */
export async function tellWaitingCalls(
  { services, actor }: Context,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const calls = await listWaitingCalls(services.db, actor.workspaceId, runIds);
  return new Map(
    calls.flatMap(({ waits, ...at }) =>
      waits === null ? [] : [[stepOf(at), `Waits for its turn: ${turnWords(named(waits))}`] as const],
    ),
  );
}

export function stepOf(at: {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
}): string {
  return `${at.runId} ${at.step} ${at.scope}`;
}

/** Actions are known by their names, not by their keys. */
function named(waits: TurnWait): TurnWait {
  if (waits.kind !== "action") return waits;
  return { ...waits, target: actions.get(waits.target)?.name ?? waits.target };
}

/** The step with its note as it is now: others may have gone since it was recorded. */
export function withWait<
  R extends {
    readonly runId: string;
    readonly step: string;
    readonly scope: string;
    readonly note: string | null;
  },
>(row: R, waits: ReadonlyMap<string, string>): R {
  const now = waits.get(stepOf(row));
  return now === undefined ? row : { ...row, note: now };
}
