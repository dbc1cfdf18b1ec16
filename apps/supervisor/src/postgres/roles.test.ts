import { connect, ensureDefaultWorkspace, migrate } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import { expect, test } from "vitest";
import { ensureRoles, keepAuditLog, limitRunner } from "./roles.ts";

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
  await runner.sql`select body from blob_chunks`;
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

/** As every start does it. */
async function start(superuserUrl: string): Promise<string> {
  const urls = await ensureRoles(superuserUrl);
  await migrate(urls.owner);
  await limitRunner(urls.owner);
  await keepAuditLog(superuserUrl);
  return urls.owner;
}

test("the product adds to the audit log, and has no way to change it", async () => {
  await using server = await startTestDatabase({ migrated: false });
  // As an earlier version left it: database and audit log with the product's role.
  const { owner: earlier } = await ensureRoles(server.url);
  await migrate(earlier);
  await using superuser = connect(server.url, { max: 1 });
  await superuser.sql`alter database postgres owner to riposte_owner`;
  await using before = connect(earlier, { max: 1 });
  await before.sql`alter table audit_log disable trigger audit_log_is_append_only`;

  await start(server.url);
  await using owner = connect(await start(server.url), { max: 1 });
  const workspaceId = await ensureDefaultWorkspace(owner.db);
  await owner.sql`
    insert into audit_log (workspace_id, actor, action, target, details)
    values (${workspaceId}, 'system', 'test', 'nothing', '')`;
  for (const statement of [
    "alter table audit_log disable trigger audit_log_is_append_only",
    "drop trigger audit_log_is_append_only on audit_log",
    "drop function audit_log_is_append_only cascade",
    "alter function audit_log_is_append_only rename to gone",
    "update audit_log set actor = 'nobody'",
    "delete from audit_log",
    "truncate audit_log",
    "truncate workspaces cascade",
    "drop table audit_log",
    "alter table audit_log rename to gone",
    "alter table audit_log owner to riposte_owner",
    "alter sequence audit_log_seq_seq restart",
    "select setval('audit_log_seq_seq', 1000)",
    "alter schema public rename to gone",
    "drop schema public cascade",
    "alter database postgres owner to riposte_owner",
    "set session_replication_role = replica",
  ]) {
    await expect(owner.sql.unsafe(statement), statement).rejects.toThrow(/permission denied|must be owner/);
  }
  expect(await owner.sql`select action from audit_log`).toEqual([{ action: "test" }]);
  await expect(superuser.sql`delete from audit_log`).rejects.toThrow("append-only");
});
