import { condition, sleep, workflowInfo } from "@temporalio/workflow";
import type { Host } from "./host.ts";

/** One workflow task hands its commands and markers over in one message of at most 4 MB; this is far below. */
const TASK_LIMIT = 1024 * 1024;

/** No payload of an outcome is larger: larger values travel as references. */
const LARGEST_OUTCOME = 80 * 1024;

/** Waits until the current workflow task can take this much more; where it is full, until the next one. */
async function takeRoom(host: Host, bytes: number): Promise<void> {
  const fits = () => outflow(host).bytes + bytes <= TASK_LIMIT;
  while (!fits() && outflow(host).bytes > 0) {
    if (host.busyLocally > 0) await condition(() => fits() || host.busyLocally === 0);
    else await sleep(1);
  }
  outflow(host).bytes += bytes;
}

/** For what is sent at once: the input of a regular activity. */
export async function send<T>(host: Host, input: object, start: () => Promise<T>): Promise<T> {
  await takeRoom(host, JSON.stringify(input).length);
  return start();
}

/** A local activity: its outcome becomes a marker, whose size is known when it is there. */
export async function runLocally<T>(host: Host, start: () => Promise<T>): Promise<T> {
  await takeRoom(host, LARGEST_OUTCOME);
  const { task } = outflow(host);
  host.busyLocally += 1;
  let bytes = 0;
  try {
    const outcome = await start();
    bytes = JSON.stringify(outcome ?? null).length;
    return outcome;
  } finally {
    host.busyLocally -= 1;
    const now = outflow(host);
    now.bytes += now.task === task ? bytes - LARGEST_OUTCOME : bytes;
  }
}

function outflow(host: Host): Host["outflow"] {
  const { historyLength } = workflowInfo();
  if (host.outflow.task !== historyLength) {
    host.outflow.task = historyLength;
    host.outflow.bytes = host.busyLocally * LARGEST_OUTCOME;
  }
  return host.outflow;
}
