import { connect, migrate } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import { expect, test } from "vitest";
import { ensureRoles, limitRunner } from "./roles.ts";

test("nobody of the product is superuser, also where an earlier version made the tables as one", async () => {
  await using server = await startTestDatabase();
  const earlier = await ensureRoles(server.url);
  const urls = await ensureRoles(server.url);
  expect(urls).not.toEqual(earlier);
  await migrate(urls.owner);
  await limitRunner(urls.owner);

  await using owner = connect(urls.owner, { max: 1 });
  const strangers = await owner.sql`
    select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'drizzle') and relowner <> 'riposte_owner'::regrole`;
  expect(strangers).toEqual([]);
  await owner.sql`create table later (id int)`;
  await expect(owner.sql`copy (select 1) to program 'true'`).rejects.toThrow("permission denied");

  await using runner = connect(urls.runner, { max: 1 });
  await runner.sql`select * from attempt_claim('run_1', 'judge', '', 1, 'runner_1', true)`;
  await runner.sql`select * from attempt_renew('run_1', 'judge', '', 1, 'runner_1', 1)`;
  await runner.sql`select attempt_expire_owner('runner_1')`;
  await runner.sql`select source from scripts`;
  await runner.sql`select secrets from connectors`;
  await runner.sql`select body from blobs`;
  for (const statement of [
    "select * from api_tokens",
    "select * from later",
    "update scripts set source = ''",
    "delete from attempts",
    "create table mine (id int)",
  ]) {
    await expect(runner.sql.unsafe(statement)).rejects.toThrow("permission denied");
  }
});
