import { countEventsFor, listEventsFor, readEvent } from "@riposte/db";
import type { EventWaitRow, StreamedEvent } from "@riposte/db";
import { holdAgainst } from "@riposte/plan";
import type { Held } from "@riposte/plan";
import type { Services } from "../services.ts";

/** More events than this are not counted, and so many of the newest are looked at. */
const MOST_COUNTED = 1_000;
const MOST_HELD = 20;

/** A step's wait for an event, as its row has it. */
export async function describeWait(services: Pick<Services, "sql" | "blobs">, row: EventWaitRow) {
  const { state, source, eventKey, condition, eventRef } = row;
  return {
    state,
    eventKey,
    key: keyOf(row),
    condition,
    beganAt: row.beganAt.toISOString(),
    deadline: row.deadline?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    /** The run that the event which ended it has started; null where no webhook brought it. */
    eventRun: source.startsWith("playbook:") ? eventRef : null,
    /** What came and was not it, in words; null: nothing, or that which was. */
    missed: state === "open" || state === "timed_out" ? await missedWords(services, row) : null,
  };
}

function keyOf({ key }: EventWaitRow): string | null {
  return key === null ? null : (JSON.parse(key) as string);
}

/**
 * Worked out when somebody looks, and not noted with every event: of a thousand waits one event would change them all.
 */
async function missedWords(
  { sql, blobs }: Pick<Services, "sql" | "blobs">,
  row: EventWaitRow,
): Promise<string | null> {
  const { workspaceId, source } = row;
  const part = { workspaceId, source, wait: row };
  const [count, newest] = await Promise.all([
    countEventsFor(sql, { ...part, limit: MOST_COUNTED }),
    listEventsFor(sql, { ...part, limit: MOST_HELD, offset: 0, backwards: true }),
  ]);
  const missed: { readonly event: StreamedEvent; readonly held: Exclude<Held, { matches: true }> }[] = [];
  for (const event of newest) {
    const held = holdAgainst({ ...row, key: keyOf(row) }, await readEvent(blobs, workspaceId, event));
    if (!held.matches) missed.push({ event, held });
  }
  const [last] = missed;
  if (last === undefined) return null;
  const failed = missed.filter(({ held }) => held.isError);
  const [error] = failed;
  const many = count === MOST_COUNTED ? `${MOST_COUNTED} events or more` : counted(count, "event");
  const said = `${many} did not match; last, ${last.event.origin}: ${last.held.why}.`;
  if (error === undefined || error === last) return said;
  return `${said} Of the last ${newest.length}, ${failed.length} could not be held against it: ${error.held.why}.`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
