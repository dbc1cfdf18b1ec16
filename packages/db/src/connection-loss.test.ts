import { once } from "node:events";
import { connect as dial, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "./connect.ts";
import type { Connection } from "./connect.ts";
import { startTestDatabase } from "./testing.ts";
import type { TestDatabase } from "./testing.ts";

// A restart of PostgreSQL resets connections at any point of their talk. Whoever asks hears of it; what nobody hears of
// ends the process (docs/decisions/0005).

let database: TestDatabase;
const unheard: unknown[] = [];
const note = (reason: unknown) => unheard.push(reason);
beforeAll(async () => {
  database = await startTestDatabase({ migrated: false });
  process.on("unhandledRejection", note);
});
afterAll(async () => {
  process.off("unhandledRejection", note);
  await database[Symbol.asyncDispose]();
});

type Way = "reset" | "end";

/** Ends the first connection when the client has said something for the n-th time. */
async function startFlakyWay(after: number, way: Way) {
  const target = new URL(database.url);
  let isFirst = true;
  const server = createServer((client) => {
    const isLost = isFirst;
    isFirst = false;
    const upstream = dial(Number(target.port), target.hostname);
    let said = 0;
    client.on("data", (chunk) => {
      if (!isLost || ++said < after) return upstream.write(chunk);
      upstream.destroy();
      return way === "reset" ? client.resetAndDestroy() : client.end();
    });
    upstream.on("data", (chunk) => client.write(chunk));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("error", () => {});
      one.on("close", () => other.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(database.url);
  url.port = String((server.address() as AddressInfo).port);
  return { url: url.href, [Symbol.asyncDispose]: async () => void server.close() };
}

const ASKING: Readonly<Record<string, (connection: Connection) => Promise<unknown>>> = {
  "one statement": ({ sql }) => sql`select 1`,
  "a statement with a list": ({ sql }) => sql`select ${[1, 2]}::integer[]`,
  "a transaction": ({ sql }) =>
    sql.begin(async (tx) => {
      await tx`select 1`;
      await tx`select ${2}::integer`;
    }),
  "several at once": ({ sql }) => Promise.all([sql`select 1`, sql`select 2`, sql`select 3`]),
  "through drizzle": ({ db }) => db.transaction((tx) => tx.execute("select 1")),
};

test.each(Object.keys(ASKING))(
  "%s: a connection lost at any point of it is an error that is heard, and the pool goes on",
  async (what) => {
    let failures = 0;
    for (const way of ["reset", "end"] as const) {
      for (let after = 1; after <= 9; after++) {
        await using flaky = await startFlakyWay(after, way);
        await using connection = connect(flaky.url, { max: 1, hurried: true });
        await ASKING[what]?.(connection).catch(() => failures++);
        // Each its own answer: what was asked of a dead connection waits for none.
        for (const n of [1, 2, 3]) expect(await ask(connection, n)).toBe(n);
      }
    }
    expect(unheard).toEqual([]);
    expect(failures).toBeGreaterThan(0);
  },
);

/** Again, as long as it fails: the connection may be lost only now. */
async function ask({ sql }: Connection, n: number): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      const [row] = await sql`select ${n}::integer as n`;
      return row?.["n"];
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}
