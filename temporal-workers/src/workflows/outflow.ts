import { sleep, workflowInfo } from "@temporalio/workflow";
import type { CancellationScope } from "@temporalio/workflow";
import type { Host } from "./host.ts";
import { createOutcomes, inTheirOrder } from "./outcomes.ts";
import type { Outcomes } from "./outcomes.ts";

/** One workflow task hands its commands and markers over in one message of at most 4 MB; this much may be in it. */
const TASK_LIMIT = 1024 * 1024;

/**
 * A local activity's outcome becomes a marker whose size is known when it is there, and none holds a value
 * above 64 KB. So many at once stay below the 4 MB even if all are as large as can be.
 */
const MOST_AT_ONCE = 40;

/** What a run hands to the server: how much in the task that is under way, and who waits for a later one. */
export interface Outflow {
  /** The task that `bytes` speaks of, by the length of history before it. */
  task: number;
  bytes: number;
  busyLocally: number;
  readonly queue: Waiting[];
  /** A timer is set that ends this task. */
  endsTask: boolean;
  /** Null for runs that were begun before: they go on as they began. */
  readonly outcomes: Outcomes | null;
}

interface Waiting {
  readonly local: boolean;
  readonly bytes: number;
  readonly admit: () => void;
}

export function createOutflow({ inOrder }: { readonly inOrder: boolean }): Outflow {
  const outcomes = inOrder ? createOutcomes() : null;
  return { task: -1, bytes: 0, busyLocally: 0, queue: [], endsTask: false, outcomes };
}

/** For what is sent at once: the input of a regular activity. */
export async function send<T>(host: Host, input: object, start: () => Promise<T>): Promise<T> {
  await takeTurn(host, { local: false, bytes: JSON.stringify(input).length });
  return start();
}

/** `start` calls a local activity, and does nothing else that takes time. */
export async function runLocally<T>(
  host: Host,
  start: () => Promise<T>,
  scope?: CancellationScope,
): Promise<T> {
  await takeTurn(host, { local: true, bytes: 0 });
  const { outcomes } = host.outflow;
  const isLast = () => host.outflow.busyLocally === 1;
  const run = outcomes === null ? start : () => inTheirOrder(outcomes, start(), isLast);
  let bytes = 0;
  try {
    const outcome = await (scope === undefined ? run() : scope.run(run));
    bytes = JSON.stringify(outcome ?? null).length;
    return outcome;
  } finally {
    host.outflow.busyLocally -= 1;
    current(host).bytes += bytes;
    admitWaiting(host);
  }
}

/** Null where it is its turn at once. Awaited even so: histories that exist have their commands in that order. */
function takeTurn(host: Host, what: Omit<Waiting, "admit">): Promise<void> | null {
  const outflow = current(host);
  if (outflow.queue.length === 0 && fits(outflow, what)) {
    admit(outflow, what);
    return null;
  }
  return new Promise((resolve) => {
    outflow.queue.push({ ...what, admit: resolve });
    admitWaiting(host);
  });
}

function admit(outflow: Outflow, { local, bytes }: Omit<Waiting, "admit">): void {
  outflow.bytes += bytes;
  if (local) outflow.busyLocally += 1;
}

/** First come, first served. Where the task is full and nothing is under way that would end it, a timer does. */
function admitWaiting(host: Host): void {
  const outflow = current(host);
  for (let next = outflow.queue[0]; next !== undefined && fits(outflow, next); next = outflow.queue[0]) {
    outflow.queue.shift();
    admit(outflow, next);
    next.admit();
  }
  if (outflow.queue.length > 0 && outflow.busyLocally === 0 && !outflow.endsTask) endTask(host);
}

function fits(outflow: Outflow, { local, bytes }: Omit<Waiting, "admit">): boolean {
  if (local && outflow.busyLocally >= MOST_AT_ONCE) return false;
  return outflow.bytes === 0 || outflow.bytes + bytes <= TASK_LIMIT;
}

function endTask(host: Host): void {
  host.outflow.endsTask = true;
  void host.scope.run(async () => {
    await sleep(1);
    host.outflow.endsTask = false;
    admitWaiting(host);
  });
}

function current({ outflow }: Host): Outflow {
  const { historyLength } = workflowInfo();
  if (outflow.task !== historyLength) {
    outflow.task = historyLength;
    outflow.bytes = 0;
  }
  return outflow;
}
