import { Worker } from "node:worker_threads";
import type { RenderOutcome } from "@riposte/temporal";
import type { Logger } from "pino";
import type { ThreadReply, ThreadRequest, ThreadSettings } from "./thread-messages.ts";
import type { ValueTasks } from "./value-tasks.ts";

interface Options extends ThreadSettings {
  /** Heap of the thread: what needs more ends it and nothing else. */
  readonly memoryMb: number;
  readonly logger: Logger;
  readonly idleMs?: number;
}

interface Pending extends ThreadRequest {
  /** It was under way when the thread ended, and is tried once more with nothing beside it. */
  alone: boolean;
  readonly resolve: (outcome: RenderOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** Then it ends, and gives back the memory that large values took. */
const IDLE_MS = 300_000;
/**
 * Of the thread's heap: what is parsed and let go of again is garbage before it is old. Left to itself it grew to 190 MB for
 * a list of 10,000 numbers.
 */
const YOUNG_MB = 12;
/** While one waits for the database another one computes; more would only hold more in memory. */
const AT_ONCE = 4;

/** Reading and rendering large values on a thread of its own: leases, heartbeats and timers never wait for it. */
export function createLargeValues(options: Options): ValueTasks & AsyncDisposable {
  const waiting: Pending[] = [];
  const running = new Map<number, Pending>();
  let thread: Worker | null = null;
  let count = 0;
  let isOver = false;
  let idle: NodeJS.Timeout | undefined;

  function ask(task: keyof ValueTasks, input: unknown): Promise<RenderOutcome> {
    return new Promise((resolve, reject) => {
      waiting.push({ id: ++count, task, input, alone: false, resolve, reject });
      goOn();
    });
  }

  function goOn(): void {
    clearTimeout(idle);
    for (let next = waiting[0]; next !== undefined && hasRoomFor(next); next = waiting[0]) {
      waiting.shift();
      running.set(next.id, next);
      thread ??= start();
      const { id, task, input } = next;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      thread.postMessage({ id, task, input } satisfies ThreadRequest);
    }
    if (running.size === 0 && thread !== null) idle = setTimeout(end, options.idleMs ?? IDLE_MS).unref();
  }

  /** Whoever comes meanwhile gets a thread of their own. */
  function end(): void {
    const ending = thread;
    thread = null;
    void ending?.terminate();
  }

  function hasRoomFor({ alone }: Pending): boolean {
    if (running.size === 0) return true;
    return !alone && running.size < AT_ONCE && ![...running.values()].some((other) => other.alone);
  }

  function start(): Worker {
    const { databaseUrl, blobs, cacheBytes, memoryMb } = options;
    const started = new Worker(new URL("./value-thread.ts", import.meta.url), {
      workerData: { databaseUrl, blobs, cacheBytes } satisfies ThreadSettings,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let cause: unknown = null;
    started.on("message", settle);
    started.on("error", (error) => (cause = error));
    started.on("exit", () => {
      if (thread !== started) return;
      thread = null;
      afterDeath(cause);
    });
    return started;
  }

  function settle(reply: ThreadReply): void {
    const task = running.get(reply.id);
    running.delete(reply.id);
    if ("outcome" in reply) task?.resolve(reply.outcome);
    else task?.reject(new Error(reply.error));
    goOn();
  }

  function afterDeath(cause: unknown): void {
    const lost = [...running.values()];
    running.clear();
    if (isOver) return;
    options.logger.warn({ cause: String(cause), lost: lost.length }, "The thread of large values ended");
    for (const task of lost.toReversed()) {
      if (!task.alone) {
        task.alone = true;
        waiting.unshift(task);
      } else if (isMemory(cause)) task.resolve(outOfMemory(options.memoryMb));
      else task.reject(new Error("The thread of large values ended.", { cause }));
    }
    goOn();
  }

  return {
    renderFields: (input) => ask("renderFields", input),
    sliceItems: (input) => ask("sliceItems", input),
    gatherParts: (input) => ask("gatherParts", input),
    async [Symbol.asyncDispose]() {
      isOver = true;
      clearTimeout(idle);
      await thread?.terminate();
    },
  };
}

function isMemory(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function outOfMemory(memoryMb: number): RenderOutcome {
  const message = `What this step reads needs more than ${memoryMb} MB of memory once it is decoded. Pass on less of it, or raise RIPOSTE_VALUE_MEMORY_MB.`;
  return { kind: "failed", failure: { code: "limit_exceeded", message, retryable: false } };
}
