import {
  claimArrival,
  dropArrival,
  dropUnawaited,
  endByEvent,
  findEvent,
  laneOf,
  listEventKeys,
  listEventsFor,
  lockNewWait,
  lockWaitsFor,
  noteLookedBack,
  readEvent,
} from "@riposte/db";
import type { Arrival, Connection, LargeTexts, OpenWait, StreamedEvent, Transaction } from "@riposte/db";
import { holdAgainst, keyOfEvent } from "@riposte/plan";
import type { ArrivedEvent } from "@riposte/plan";

interface Store {
  readonly sql: Connection["sql"];
  readonly blobs: LargeTexts;
}

/** Holds everything that was accepted against the waits, and what was accepted before against those that are new. */
export async function matchArrivals({ sql, blobs }: Store, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && (await sql.begin((tx) => lookBack(tx, blobs))));
  await dropUnawaited(sql);
  while (!stop.aborted && (await sql.begin((tx) => takeArrival(tx, blobs))));
}

/** One event, in one transaction: gone from the queue when it has been held against all waits. False: there is none. */
async function takeArrival(tx: Transaction, blobs: LargeTexts): Promise<boolean> {
  const arrival = await claimArrival(tx);
  if (arrival === null) return false;
  const event = await findEvent(tx, arrival);
  if (event !== null) {
    const arrived = await readEvent(blobs, arrival.workspaceId, event);
    await offer(tx, arrival, { event, arrived });
  }
  await dropArrival(tx, arrival);
  return true;
}

async function offer(tx: Transaction, arrival: Arrival, candidate: Candidate): Promise<void> {
  const lanes: string[] = [];
  for (const { eventKey, semantics } of await listEventKeys(tx, arrival)) {
    const found = keyOfEvent(eventKey, candidate.arrived, semantics);
    if ("key" in found) lanes.push(laneOf(eventKey, found.key));
  }
  for (const wait of await lockWaitsFor(tx, arrival, lanes)) await hold(tx, wait, candidate);
}

interface Candidate {
  readonly event: StreamedEvent;
  readonly arrived: ArrivedEvent;
}

async function hold(tx: Transaction, wait: OpenWait, { event, arrived }: Candidate): Promise<boolean> {
  if (!holdAgainst(wait, arrived).matches) return false;
  await endByEvent(tx, wait, event);
  return true;
}

const PAGE = 100;
/** So far before it a wait looks back, whatever time that is. */
const MOST_BEFORE = 10_000;

/** For one new wait. False: there is none. */
async function lookBack(tx: Transaction, blobs: LargeTexts): Promise<boolean> {
  const wait = await lockNewWait(tx);
  if (wait === null) return false;
  await findBefore(tx, blobs, wait);
  await noteLookedBack(tx, wait);
  return true;
}

async function findBefore(tx: Transaction, blobs: LargeTexts, wait: OpenWait): Promise<void> {
  const { workspaceId, source } = wait;
  for (let offset = 0; offset < MOST_BEFORE; offset += PAGE) {
    const events = await listEventsFor(tx, { workspaceId, source, wait, limit: PAGE, offset });
    for (const event of events) {
      const arrived = await readEvent(blobs, workspaceId, event);
      if (await hold(tx, wait, { event, arrived })) return;
    }
    if (events.length < PAGE) return;
  }
}
