import { listen } from "@riposte/db";

/** News about who may have lost access, from PostgreSQL: by whatever way, and through whichever process. */
export interface AccessNotices {
  /** `look` is called when something changed for the user or token of this id, or may have. */
  readonly watch: (actorId: string, look: () => void) => Disposable;
  readonly close: () => Promise<void>;
}

export function listenForAccess(databaseUrl: string): AccessNotices {
  const watchers = new Map<string, Set<() => void>>();
  const listener = listen(databaseUrl, {
    channels: ["access"],
    name: "riposte api access",
    onNotice(_channel, actorId) {
      for (const look of watchers.get(actorId) ?? []) look();
    },
    // Whatever came while the connection was gone was missed.
    onListening() {
      for (const set of watchers.values()) for (const look of set) look();
    },
  });

  return {
    watch(actorId, look) {
      const set = watchers.get(actorId) ?? new Set();
      watchers.set(actorId, set.add(look));
      return {
        [Symbol.dispose]() {
          set.delete(look);
          if (set.size === 0) watchers.delete(actorId);
        },
      };
    },
    close: () => listener.close(),
  };
}
