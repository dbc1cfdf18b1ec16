import { listen } from "@riposte/db";
import type { AttemptKey } from "@riposte/db";

/** Tells a running attempt that somebody asked it to stop. Notices may be lost: the next renewal says it again. */
export interface CancelWatch {
  /** Returns how to stop watching. */
  watch(key: AttemptKey, onCancel: () => void): () => void;
  close(): Promise<void>;
}

/** One connection for the whole process. */
export function createCancelWatch(databaseUrl: string): CancelWatch {
  const watched = new Map<string, Set<() => void>>();
  const listener = listen(databaseUrl, {
    name: "riposte attempts",
    channels: ["attempt_cancel"],
    onNotice: (_, payload) => watched.get(payload)?.forEach((onCancel) => onCancel()),
  });
  return {
    watch: (key, onCancel) => {
      const name = [key.runId, key.step, key.scope, key.attempt].join("/");
      const callbacks = watched.get(name) ?? new Set();
      watched.set(name, callbacks.add(onCancel));
      return () => {
        callbacks.delete(onCancel);
        if (callbacks.size === 0 && watched.get(name) === callbacks) watched.delete(name);
      };
    },
    close: () => listener.close(),
  };
}
