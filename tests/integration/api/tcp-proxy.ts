import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** Stands between us and PostgreSQL: counts round trips, and can be cut. */
export interface DatabaseProxy extends AsyncDisposable {
  readonly url: string;
  /** Messages after which a client waits for the server: Sync, simple Query, Flush. */
  readonly roundTrips: () => number;
  /** Breaks every connection and refuses new ones. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  /** Connections stay open, and nothing comes through any more. */
  readonly freeze: () => void;
  /** From the first message on that holds this text no answer comes through, until what is returned is called. */
  readonly holdFrom: (text: string) => () => void;
}

const WAITS = new Set(["S", "Q", "H"].map((letter) => letter.charCodeAt(0)));

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let roundTrips = 0;
  let frozen = false;
  let heldFrom: string | null = null;
  let held: (() => void)[] | null = null;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    const count = messageCounter();
    client.on("data", (chunk) => {
      if (frozen) return;
      roundTrips += count(chunk);
      if (heldFrom !== null && chunk.includes(heldFrom)) held ??= [];
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (frozen) return;
      if (held === null) client.write(chunk);
      else held.push(() => client.write(chunk));
    });
  });

  async function listen(port: number): Promise<number> {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }
  async function cut(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, "close");
  }

  const port = await listen(0);
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    roundTrips: () => roundTrips,
    cut,
    mend: async () => {
      await listen(port);
    },
    freeze: () => {
      frozen = true;
    },
    holdFrom: (text) => {
      heldFrom = text;
      return () => {
        for (const write of held ?? []) write();
        [heldFrom, held] = [null, null];
      };
    },
    [Symbol.asyncDispose]: cut,
  };
}

/** Walks over the frontend's messages; the first one has no type byte. */
function messageCounter(): (chunk: Buffer) => number {
  let pending = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    let count = 0;
    for (;;) {
      const head = started ? 1 : 0;
      if (pending.length < head + 4) return count;
      const length = head + pending.readUInt32BE(head);
      if (pending.length < length) return count;
      if (started && WAITS.has(pending[0] ?? 0)) count++;
      started = true;
      pending = pending.subarray(length);
    }
  };
}
