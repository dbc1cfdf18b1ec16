import type { RenderAnswer, Rendered, RenderRequest } from "./rendered.ts";

/** What a previewer needs of a worker. */
export interface RenderWorker {
  readonly send: (request: RenderRequest) => void;
  readonly end: () => void;
}

interface Job {
  readonly key: string;
  readonly request: RenderRequest;
  readonly settle: (rendered: Rendered | null) => void;
}

/** After this the worker is ended, and the next one renders what comes next. */
const PATIENCE_MS = 500;

/**
 * Renders one template after the other in a worker of its own. Of several with the same key only the newest is
 * rendered; the others come to null.
 */
export function makePreviewer(
  start: (onAnswer: (answer: RenderAnswer) => void) => RenderWorker,
  patience = PATIENCE_MS,
) {
  let worker: RenderWorker | null = null;
  let isReady = false;
  let running: Job | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: readonly Job[] = [];
  let ids = 0;

  function next(): void {
    if (running !== null || waiting.length === 0) return;
    if (worker === null) {
      isReady = false;
      const started: RenderWorker = start((answer) => {
        if (worker === started) heard(answer);
      });
      worker = started;
    }
    // The clock runs from here, and not while the worker is being loaded.
    if (!isReady) return;
    const [job, ...rest] = waiting;
    if (job === undefined) return;
    waiting = rest;
    running = job;
    timer = setTimeout(() => {
      worker?.end();
      worker = null;
      finish({ kind: "slow" });
    }, patience);
    worker.send(job.request);
  }

  function heard(answer: RenderAnswer): void {
    if (answer === null) {
      isReady = true;
      next();
    } else if (answer.id === running?.request.id) finish(answer.rendered);
  }

  function finish(rendered: Rendered): void {
    clearTimeout(timer);
    const done = running;
    running = null;
    done?.settle(rendered);
    next();
  }

  return {
    render(key: string, request: Omit<RenderRequest, "id">): Promise<Rendered | null> {
      for (const job of waiting) if (job.key === key) job.settle(null);
      return new Promise((resolve) => {
        ids += 1;
        const job = { key, request: { ...request, id: ids }, settle: resolve };
        waiting = [...waiting.filter((one) => one.key !== key), job];
        next();
      });
    },
    end(): void {
      clearTimeout(timer);
      worker?.end();
      worker = null;
      running?.settle(null);
      running = null;
      for (const job of waiting) job.settle(null);
      waiting = [];
    },
  };
}
