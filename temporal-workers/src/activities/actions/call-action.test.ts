import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { createBlobStore, DEFAULT_BLOB_SETTINGS, payloadOf } from "@riposte/blobs";
import {
  connect,
  createWorkspace,
  ensureDefaultWorkspace,
  expireOwner,
  getAlert,
  listAttempts,
  listOutbox,
  saveConnector,
  seedExamples,
} from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import { ActionError, createHttp } from "@riposte/integrations";
import type { ActionCall } from "@riposte/plan";
import type { ActionJob, ActionOutcome } from "@riposte/temporal";
import { openVault } from "@riposte/vault";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCallAction } from "./call-action.ts";
import type { CallServices } from "./call-action.ts";
import { createCancelWatch } from "./cancel-watch.ts";

const SIGN_IN_ALERT = "AL-SIGNIN1";
const SECRET = "s3cret-token-of-mattermost";
const vault = openVault({ current: "k1", keys: new Map([["k1", randomBytes(32)]]) });
const never = new AbortController().signal;

let database: Awaited<ReturnType<typeof startTestDatabase>>;
let connection: ReturnType<typeof connect>;
let services: CallServices;
let workspaceId: string;
let logged = "";

/** Says back what it was asked for, under the status that the path ends with. */
const echo = createServer((request, response) => {
  if (request.url === "/silence") return;
  const status = Number(/\d{3}$/.exec(request.url ?? "")?.[0] ?? 200);
  const filler = "x".repeat(Number(/filler=(\d+)/.exec(request.url ?? "")?.[1] ?? 0));
  response.writeHead(status, { "content-type": "application/json", "x-path": request.url });
  response.end(JSON.stringify({ url: request.url, filler, authorization: request.headers.authorization }));
});
let echoUrl = "";

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  workspaceId = await ensureDefaultWorkspace(connection.db);
  await seedExamples(connection.db, workspaceId);
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  const allow = `127.0.0.1:${(echo.address() as AddressInfo).port}`;
  echoUrl = `http://${allow}`;
  services = {
    db: connection.db,
    blobs: createBlobStore(connection.db, DEFAULT_BLOB_SETTINGS),
    resultLimit: DEFAULT_BLOB_SETTINGS.resultLimit,
    vault,
    http: createHttp({ allow }),
    smtp: null,
    instance: "worker_1",
    cancels: createCancelWatch(database.url),
    logger: pino(
      new Writable({
        write: (line, _, next) => {
          logged += String(line);
          next();
        },
      }),
    ),
    host: () => ({ cancel: never, released: never, heartbeat: () => {} }),
  };
}, 60_000);

afterAll(async () => {
  await services.cancels.close();
  await connection.close();
  await database.close();
  echo.close();
});

interface Given extends Partial<Omit<ActionCall, "arguments">> {
  readonly action: string;
  readonly arguments: unknown;
}

let runs = 0;
function jobOf(given: Given, attempt = 1): ActionJob {
  const call: ActionCall = {
    version: 1,
    effect: "write",
    idempotent: false,
    execution: "short",
    onLost: "ask",
    connector: null,
    script: null,
    timeoutMs: 10_000,
    ...given,
    arguments: { kind: "inline", json: JSON.stringify(given.arguments) },
  };
  return { workspaceId, runId: `run_${++runs}`, step: "act", stepName: "act", scope: "", attempt, call };
}

function run(job: ActionJob, changed: Partial<CallServices> = {}): Promise<ActionOutcome> {
  return createCallAction({ ...services, ...changed })(job);
}

async function attemptsOf(job: ActionJob) {
  return connection.sql`select * from attempts where run_id = ${job.runId}`;
}

function outputOf(outcome: ActionOutcome): unknown {
  if (outcome.kind !== "done" || outcome.output.kind !== "inline") throw new Error(JSON.stringify(outcome));
  return JSON.parse(outcome.output.json);
}

async function connector(name: string, type: string, secrets: object, settings: object = {}): Promise<void> {
  const sealSecrets = (id: string) => vault.seal("connectors", id, Buffer.from(JSON.stringify(secrets)));
  await saveConnector(connection.db, {
    workspaceId,
    name,
    type,
    settings: JSON.stringify(settings),
    sealSecrets,
  });
}

const comment = { action: "riposte.comment_alert", idempotent: true };

test("comments an alert once, over all attempts of the step", async () => {
  const job = jobOf({ ...comment, arguments: { uuid: SIGN_IN_ALERT, content: "Seen." } });
  const first = await run(job);
  expect(outputOf(first)).toMatchObject({ content: "Seen.", author: "Riposte" });
  await expect(run(job)).resolves.toEqual(first);
  await expect(run({ ...job, attempt: 2 })).resolves.toEqual(first);

  const alert = await getAlert(connection.db, workspaceId, SIGN_IN_ALERT);
  expect(alert?.comments.filter(({ content }) => content === "Seen.")).toHaveLength(1);
  expect(await attemptsOf(job)).toMatchObject([{ state: "done" }, { state: "done" }]);
});

test("while arguments are fetched nothing is claimed: who is lost there has had no effect", async () => {
  const args = JSON.stringify({ uuid: SIGN_IN_ALERT, content: "From afar." });
  const stored = await payloadOf(services.blobs, workspaceId, args.padEnd(70_000));
  if (stored.kind !== "blob") throw new Error("It is to be fetched.");
  const given = jobOf({ ...comment, arguments: {} });
  const job = { ...given, call: { ...given.call, arguments: stored } };
  const claimed: number[] = [];
  const watched = {
    ...services.blobs,
    text: async (...which: Parameters<typeof services.blobs.text>) => {
      claimed.push((await attemptsOf(job)).length);
      return services.blobs.text(...which);
    },
  };
  await expect(run(job, { blobs: watched })).resolves.toMatchObject({ kind: "done" });
  expect(claimed).toEqual([0]);
  expect(await attemptsOf(job)).toHaveLength(1);
});

test("lost in the middle: asked about, unless the action or the step says that it may be repeated", async () => {
  const args = { to: "soc@example.com", subject: "s", text: "t" };
  const lose = async (onLost: "ask" | "rerun") => {
    const job = jobOf({ action: "riposte.send_email", effect: "notify", arguments: args, onLost });
    const sent = Promise.withResolvers<string[]>();
    const lost = run(job, { smtp: { send: () => sent.promise }, instance: "dead" });
    await expect.poll(() => attemptsOf(job)).toHaveLength(1);
    await expireOwner(connection.db, "dead");
    const outcome = await run(job);
    sent.resolve([]);
    await expect(lost).resolves.toEqual(outcome);
    return [outcome, await attemptsOf(job)];
  };
  expect(await lose("ask")).toMatchObject([{ kind: "unknown" }, [{ state: "unknown", fence: 1 }]]);
  expect(await lose("rerun")).toMatchObject([{ kind: "done" }, [{ state: "done", fence: 2 }]]);
});

test("an order that went out and was not answered in time is unknown", async () => {
  const job = jobOf({
    action: "riposte.send_webhook",
    arguments: { url: `${echoUrl}/silence`, body: {} },
    timeoutMs: 300,
  });
  await expect(run(job)).resolves.toMatchObject({ kind: "unknown", failure: { code: "unknown_outcome" } });
  expect(await attemptsOf(job)).toMatchObject([{ state: "unknown" }]);
});

test("sets a status and searches for it", async () => {
  const args = { uuid: SIGN_IN_ALERT, action_uuid: "Ongoing", comment: "On it." };
  await run(jobOf({ action: "riposte.update_alert_status", idempotent: true, arguments: args }));
  const search = {
    "match[short_id]": SIGN_IN_ALERT,
    "match[status_name]": "ongoing",
    "range[urgency]": "1,",
  };
  const job = jobOf({ action: "riposte.search_alerts", effect: "read", arguments: search });
  const found = outputOf(await run(job));
  expect(found).toMatchObject({ total: 1, items: [{ status: { name: "Ongoing" } }] });
});

test("reads without a row, in its own workspace", async () => {
  const job = jobOf({ action: "riposte.get_alert", effect: "read", arguments: { uuid: SIGN_IN_ALERT } });
  expect(outputOf(await run(job))).toMatchObject({ short_id: SIGN_IN_ALERT });
  expect(await attemptsOf(job)).toEqual([]);

  const other = await createWorkspace(connection.db, "Other");
  const elsewhere = await run({ ...job, workspaceId: other });
  expect(elsewhere).toMatchObject({
    kind: "failed",
    failure: { code: "not_found", field: "arguments.uuid" },
  });
});

test("what cannot be called fails with a reason, under its row", async () => {
  const reasons: [Given, object][] = [
    [
      { ...comment, arguments: { uuid: 5, content: "x" } },
      { code: "bad_arguments", field: "arguments.uuid" },
    ],
    [{ ...comment, version: 7, arguments: {} }, { code: "not_found" }],
    [{ action: "acme.fly", arguments: {} }, { code: "not_found" }],
    [{ action: "mattermost.post_message", arguments: { message: "x" } }, { code: "connector_missing" }],
    [
      { action: "mattermost.post_message", connector: "nobody", arguments: { message: "x" } },
      { code: "connector_missing" },
    ],
  ];
  for (const [given, failure] of reasons) {
    const job = jobOf(given);
    await expect(run(job)).resolves.toMatchObject({
      kind: "failed",
      failure: { ...failure, retryable: false },
    });
    expect(await attemptsOf(job)).toMatchObject([{ state: "failed" }]);
  }
});

test("a connector that is not complete, of another type or sealed with another key is missing", async () => {
  await connector("wrong type", "webhook", {});
  await connector("no url", "mattermost", {});
  const other = openVault({ current: "k1", keys: new Map([["k1", randomBytes(32)]]) });
  const sealSecrets = (id: string) =>
    other.seal("connectors", id, Buffer.from('{"hook_url":"https://example.com/"}'));
  await saveConnector(connection.db, {
    workspaceId,
    name: "other key",
    type: "mattermost",
    settings: "{}",
    sealSecrets,
  });
  for (const name of ["wrong type", "no url", "other key"]) {
    const job = jobOf({ action: "mattermost.post_message", connector: name, arguments: { message: "x" } });
    await expect(run(job)).resolves.toMatchObject({
      failure: { code: "connector_missing", message: expect.stringContaining(name) as string },
    });
  }
});

test("a secret is used and never written: not in outputs, failures, attempts or logs", async () => {
  await connector("chat", "mattermost", { hook_url: `${echoUrl}/hooks/${SECRET}/400` });
  const refused = jobOf({
    action: "mattermost.post_message",
    connector: "chat",
    arguments: { message: "x" },
  });
  const failure = await run(refused);
  expect(failure).toMatchObject({ kind: "failed", failure: { code: "rejected" } });

  await connector("receiver", "webhook", { authorization: `Bearer ${SECRET}` }, { hosts: "127.0.0.1" });
  const sent = jobOf({
    action: "riposte.send_webhook",
    connector: "receiver",
    arguments: { url: `${echoUrl}/in`, body: { big: 1 } },
  });
  const output = outputOf(await run(sent));
  expect(output).toMatchObject({ status: 200, json: { authorization: "•••" } });

  const rows = JSON.stringify([...(await attemptsOf(refused)), ...(await attemptsOf(sent))]);
  expect(rows).toContain("•••");
  expect(JSON.stringify(failure) + JSON.stringify(output) + rows + logged).not.toContain(SECRET);
});

test("an error message that is cut within a secret shows no part of it", async () => {
  await connector("receiver", "webhook", { authorization: `Bearer ${SECRET}` }, { hosts: "127.0.0.1" });
  for (let filler = 180; filler < 240; filler += 8) {
    const job = jobOf({
      action: "riposte.send_webhook",
      connector: "receiver",
      arguments: { url: `${echoUrl}/in?filler=${filler}/400` },
    });
    const outcome = await run(job);
    expect(outcome).toMatchObject({ kind: "failed", failure: { code: "rejected" } });
    expect(JSON.stringify([outcome, ...(await attemptsOf(job))])).not.toContain(SECRET.slice(0, 4));
  }
});

test("a mail is kept once while SMTP is not set up", async () => {
  const args = { to: "soc@example.com", subject: "s", text: "t" };
  const job = jobOf({ action: "riposte.send_email", effect: "notify", arguments: args });
  expect(outputOf(await run(job))).toMatchObject({ state: "kept" });
  await run({ ...job, attempt: 2 });
  const kept = (await listOutbox(connection.db, workspaceId, 10)).filter(
    ({ requestKey }) => requestKey === `${job.runId}/act`,
  );
  expect(kept).toMatchObject([{ state: "kept" }]);
});

test("a mail that was sent is not sent again, and one that broke off is unknown", async () => {
  const args = { to: "soc@example.com", subject: "s", text: "t" };
  let sent = 0;
  const smtp = { send: async () => (sent++, []) };
  const job = jobOf({ action: "riposte.send_email", effect: "notify", arguments: args });
  await run(job, { smtp });
  expect(outputOf(await run({ ...job, attempt: 2 }, { smtp }))).toMatchObject({ state: "sent" });
  expect(sent).toBe(1);

  const unanswered = new ActionError("unknown_outcome", "No answer came.", { unknown: true });
  const broken = { send: () => Promise.reject(unanswered) };
  const lost = { ...job, runId: `${job.runId}_lost` };
  await expect(run(lost, { smtp: broken })).resolves.toMatchObject({
    kind: "unknown",
    failure: { code: "unknown_outcome" },
  });
  expect(await attemptsOf(lost)).toMatchObject([{ state: "unknown" }]);
});

test("what nobody expected is internal: the log has the stack, the person a sentence", async () => {
  const smtp = { send: () => Promise.reject(new TypeError("x is not a function, says the driver")) };
  const args = { to: "soc@example.com", subject: "s", text: "t" };
  const job = jobOf({ action: "riposte.send_email", effect: "notify", arguments: args });
  const outcome = await run(job, { smtp });
  expect(outcome).toMatchObject({ kind: "failed", failure: { code: "internal", retryable: false } });
  expect(JSON.stringify(outcome)).not.toContain("driver");
  expect(logged).toContain("says the driver");
  expect(logged).toContain(job.runId);
});

test("an output above 64 KB goes into the blob store, arguments come from there", async () => {
  const content = "ü".repeat(19_000);
  for (let count = 0; count < 3; count++) {
    await run(jobOf({ ...comment, arguments: { uuid: "AL-TOKEN012", content } }));
  }
  const job = jobOf({ action: "riposte.get_alert", effect: "read", arguments: { uuid: "AL-TOKEN012" } });
  const outcome = await run(job);
  expect(outcome).toMatchObject({
    kind: "done",
    output: { kind: "blob", preview: expect.any(String) as string },
  });
  if (outcome.kind !== "done" || outcome.output.kind !== "blob") throw new Error("not a blob");
  const text = await services.blobs.text(workspaceId, outcome.output.hash);
  expect(JSON.parse(text ?? "")).toMatchObject({ short_id: "AL-TOKEN012", number_of_total_comments: 3 });

  const wrong = await run({ ...job, call: { ...job.call, arguments: outcome.output } });
  expect(wrong).toMatchObject({ failure: { code: "bad_arguments" } });
  const gone = await run({
    ...job,
    call: { ...job.call, arguments: { ...outcome.output, hash: "0".repeat(64) } },
  });
  expect(gone).toMatchObject({ failure: { code: "internal" } });

  const small = await run({ ...job, runId: "run_small" }, { resultLimit: 100_000 });
  expect(small).toMatchObject({ kind: "failed", failure: { code: "limit_exceeded", retryable: false } });
  expect(small.kind === "failed" && small.failure.message).toMatch(
    /^The result has 0\.2 MB \(\d+ bytes\); at most 0\.1 MB \(100000 bytes\).*RIPOSTE_RESULT_LIMIT_MB/,
  );
});

test("a read that is not answered in time may be tried again", async () => {
  const job = jobOf({
    action: "riposte.get_alert",
    effect: "read",
    timeoutMs: 1,
    arguments: { uuid: SIGN_IN_ALERT },
  });
  await connection.sql.begin(async (sql) => {
    await sql`lock table alerts in access exclusive mode`;
    await expect(run(job)).resolves.toMatchObject({
      kind: "failed",
      failure: { code: "timeout", retryable: true },
    });
  });
});

test("no attempt is left open", async () => {
  const open = await connection.sql`select run_id from attempts where state = 'claimed'`;
  expect(open).toEqual([]);
  expect(await listAttempts(connection.db, workspaceId, "run_0")).toEqual([]);
});
