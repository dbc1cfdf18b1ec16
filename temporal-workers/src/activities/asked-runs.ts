import { listen } from "@riposte/db";

/**
 * Runs of which somebody asks something just now. Temporal tells a workflow only when its task ends, and short steps
 * that follow each other hold that up for 8 s. A notice that is lost costs just that time.
 */
export interface AskedRuns {
  readonly has: (runId: string) => boolean;
  readonly close: () => Promise<void>;
}

/** Longer than anybody waits for an answer: who asked may be gone without a word. */
const FORGOTTEN_AFTER_MS = 15_000;

interface Asks {
  readonly open: number;
  readonly until: number;
}

export function listenForAsks(databaseUrl: string): AskedRuns {
  const asked = new Map<string, Asks>();
  const openOf = (runId: string): number => {
    const asks = asked.get(runId);
    if (asks === undefined) return 0;
    if (asks.until > performance.now()) return asks.open;
    asked.delete(runId);
    return 0;
  };
  const listener = listen(databaseUrl, {
    name: "riposte asks",
    channels: ["run_asked", "run_answered"],
    onNotice: (channel, runId) => {
      const open = openOf(runId) + (channel === "run_asked" ? 1 : -1);
      if (open <= 0) asked.delete(runId);
      else asked.set(runId, { open, until: performance.now() + FORGOTTEN_AFTER_MS });
    },
  });
  return { has: (runId) => openOf(runId) > 0, close: () => listener.close() };
}
