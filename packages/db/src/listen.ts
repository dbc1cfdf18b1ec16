import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";

export interface Listener {
  /** False while the connection is gone: notices sent meanwhile are lost. */
  readonly listening: () => boolean;
  readonly close: () => Promise<void>;
}

interface ListenerOptions {
  readonly channels: readonly string[];
  readonly onNotice: (channel: string, payload: string) => void;
  /** At the start and after every reconnection: what was missed has to be read. */
  readonly onListening?: () => void;
  readonly name?: string;
}

const PAUSE_MS = 250;

/**
 * LISTENs on a connection of its own until closed. The driver's own `listen` gives up, silently, when the
 * server is still away at its first try to reconnect; this one goes on trying.
 */
export function listen(url: string, options: ListenerOptions): Listener {
  const stop = new AbortController();
  let listening = false;

  // The driver knows this option; its types do not.
  const undeclared = { onnotify: options.onNotice };

  async function session(): Promise<void> {
    const gone = Promise.withResolvers<void>();
    const sql = postgres(url, {
      max: 1,
      max_lifetime: null,
      fetch_types: false,
      connect_timeout: 10,
      connection: { application_name: options.name ?? "riposte listen" },
      onnotice: () => {},
      onclose: () => gone.resolve(),
      ...undeclared,
    });
    stop.signal.addEventListener("abort", () => gone.resolve(), { once: true });
    try {
      await sql.unsafe(options.channels.map((channel) => `listen ${channel}`).join("; "));
      listening = true;
      options.onListening?.();
      await gone.promise;
    } finally {
      listening = false;
      await sql.end({ timeout: 0 });
    }
  }

  async function keepListening(): Promise<void> {
    while (!stop.signal.aborted) {
      await session().catch(() => {});
      await sleep(PAUSE_MS, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  const ended = keepListening();
  return {
    listening: () => listening,
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}
