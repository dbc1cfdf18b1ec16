import { Worker } from "node:worker_threads";
import { DataError } from "@riposte/template";
import { composeEvent, normalise } from "./compose-event.ts";
import type { Arrived, ComposedEvent, KeyedOrder } from "./compose-event.ts";
import type { Refusal } from "./refusal.ts";

export type LargeTask =
  | { readonly kind: "hook"; readonly arrived: Arrived }
  | { readonly kind: "json"; readonly text: string; readonly order: KeyedOrder };

export type LargeAnswer = ComposedEvent | Refusal | { readonly fault: string };

/** Reading less takes some milliseconds, and starting a thread more than that. */
const LARGE_BYTES = 512 * 1024;
/** What reading one may take; above it the thread alone ends. */
const THREAD_MB = 2_048;

/** The event of a webhook; `arrived.body` is gone afterwards where it is large. */
export async function composeApart(arrived: Arrived): Promise<ComposedEvent | Refusal> {
  if (arrived.body.byteLength < LARGE_BYTES) return composeEvent(arrived);
  const answer = await inThread({ kind: "hook", arrived }, [arrived.body.buffer as ArrayBuffer]);
  if ("fault" in answer) throw new Error(answer.fault);
  return answer;
}

/** @throws DataError where it is not JSON. */
export async function normaliseApart(text: string, order: KeyedOrder): Promise<ComposedEvent | Refusal> {
  if (text.length < LARGE_BYTES) return normalise(text, order);
  const answer = await inThread({ kind: "json", text, order }, []);
  if ("fault" in answer) throw new DataError(answer.fault);
  return answer;
}

function inThread(task: LargeTask, transferList: ArrayBuffer[]): Promise<LargeAnswer> {
  const thread = new Worker(new URL("./large-event-thread.ts", import.meta.url), {
    workerData: task,
    transferList,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MB },
  });
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", () => reject(new Error("The thread that reads a large event ended without a word.")));
  });
}
