import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "./connect.ts";
import type { Connection } from "./connect.ts";
import { listen } from "./listen.ts";
import { startTestDatabase } from "./testing.ts";
import type { TestDatabase } from "./testing.ts";

let database: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  database = await startTestDatabase({ migrated: false });
  connection = connect(database.url, { max: 1 });
});
afterAll(async () => {
  await connection.close();
  await database.close();
});

test("notices come in on every channel, and again after the connection was lost", async () => {
  const heard: string[] = [];
  const waiting: (() => void)[] = [];
  const next = () => new Promise<void>((resolve) => waiting.push(resolve));
  const wake = () => waiting.shift()?.();

  let begun = next();
  const listener = listen(database.url, {
    channels: ["one", "two"],
    name: "the listener",
    onNotice: (channel, payload) => {
      heard.push(`${channel} ${payload}`);
      wake();
    },
    onListening: wake,
  });
  await begun;
  expect(listener.listening()).toBe(true);
  const first = next();
  await connection.sql.notify("two", "a");
  await first;

  begun = next();
  await connection.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'the listener'`;
  await begun;
  const second = next();
  await connection.sql.notify("one", "b");
  await second;
  await listener.close();
  expect(heard).toEqual(["two a", "one b"]);
  expect(listener.listening()).toBe(false);
});
