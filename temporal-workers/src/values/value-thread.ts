import { parentPort, workerData } from "node:worker_threads";
import { createBlobStore } from "@riposte/blobs";
import { connect } from "@riposte/db";
import { createBlobCache } from "./blob-cache.ts";
import type { ThreadReply, ThreadRequest, ThreadSettings } from "./thread-messages.ts";
import { createValueTasks } from "./value-tasks.ts";

const CONNECTIONS = 4;

const { databaseUrl, blobs, cacheBytes } = workerData as ThreadSettings;
const { db } = connect(databaseUrl, { max: CONNECTIONS, name: "riposte values" });
const store = createBlobStore(db, blobs);
const cache = createBlobCache(store, cacheBytes);
const tasks = createValueTasks({ store, cache, limit: blobs.resultLimit });

parentPort?.on("message", (request: ThreadRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread, not a window
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});

async function answer({ id, task, input }: ThreadRequest): Promise<ThreadReply> {
  const work = tasks[task] as (input: unknown) => ReturnType<(typeof tasks)[typeof task]>;
  try {
    return { id, outcome: await work(input) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
