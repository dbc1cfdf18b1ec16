import { parentPort, workerData } from "node:worker_threads";
import { composeEvent, normalise } from "./compose-event.ts";
import type { LargeTask, LargeAnswer } from "./large-events.ts";

// One large event, beside everything that the API answers meanwhile; the thread ends with it, and gives its memory back.

const answer = work(workerData as LargeTask);
const bytes = "json" in answer && typeof answer.json !== "string" ? [answer.json.buffer as ArrayBuffer] : [];
parentPort?.postMessage(answer, bytes);

function work(task: LargeTask): LargeAnswer {
  if (task.kind === "hook") {
    const composed = composeEvent(task.arrived);
    return "reason" in composed ? composed : { ...composed, json: bytesOf(composed.json) };
  }
  try {
    const normal = normalise(task.text, task.order);
    return "reason" in normal ? normal : { ...normal, json: bytesOf(normal.json) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function bytesOf(json: string | Uint8Array): Uint8Array {
  return typeof json === "string" ? new TextEncoder().encode(json) : json;
}
