import { randomUUID } from "node:crypto";
import { createPerson } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { planOf } from "./support/plan-of.ts";
import { startSmtp } from "./support/smtp-server.ts";
import type { SmtpOfTest } from "./support/smtp-server.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  const { db } = engine.connection;
  const person = { name: "Jane", workspaceId: WORKSPACE, passwordHash: "-" };
  await createPerson(db, { ...person, email: "jane@example.com", role: "analyst" });
  await createPerson(db, { ...person, email: "root@example.com", role: "admin" });
});
afterAll(() => engine[Symbol.asyncDispose]());

const ask = (...approvers: readonly string[]) =>
  planOf(
    [{ id: "ask", kind: "approval", policy: { approvers, expiresAfterMs: null, message: "Block WS-12?" } }],
    ["start>ask"],
  );

const worker = (smtp: SmtpOfTest) =>
  engine.startWorker({ RIPOSTE_SMTP_URL: smtp.url, RIPOSTE_PUBLIC_URL: "https://riposte.example.com" });

async function mailOf(runId: string) {
  const [row] = await engine.sql<{ id: string; state: string; error: string | null }[]>`
    select a.id, o.state, o.error from approvals a join outbox o on o.request_key = 'approval/' || a.id
    where a.run_id = ${runId}`;
  return row;
}

test("one mail to all who were named, with the question and a link", async () => {
  await using smtp = await startSmtp();
  await using _ = await worker(smtp);
  const runId = await engine.submit(ask("role:analyst", "user:Sam@example.com", "token:ci"));
  await expect.poll(async () => (await mailOf(runId))?.state).toBe("sent");
  const { id } = (await mailOf(runId)) ?? { id: "" };
  expect(smtp.arrived).toHaveLength(1);
  expect(smtp.arrived[0]?.to).toEqual(["jane@example.com", "sam@example.com"]);
  expect(smtp.arrived[0]?.source).toContain(`https://riposte.example.com/approvals/${id}`);
  expect(smtp.arrived[0]?.source).toContain("Block WS-12?");
});

test("the mails of a loop name its iterations", async () => {
  await using smtp = await startSmtp();
  await using _ = await worker(smtp);
  const policy = { approvers: ["user:sam@example.com"], expiresAfterMs: null, message: "" };
  await engine.submit(
    planOf(
      [
        { id: "each", kind: "for_each", label: "For each host", over: "{{ range(2) | list }}", parallel: 2 },
        { id: "ask", kind: "approval", label: "Block it?", parent: "each", policy },
      ],
      ["start>each", "each.each>ask"],
    ),
  );
  await expect.poll(() => smtp.arrived.length).toBe(2);
  const subjects = smtp.arrived.map(({ source }) => /^Subject: (.+?) \(/m.exec(source)?.[1]).toSorted();
  expect(subjects).toEqual([
    "Decision needed: Block it?, For each host 1",
    "Decision needed: Block it?, For each host 2",
  ]);
});

test("the mail of a simulated run says so, in the subject and first of all", async () => {
  await using smtp = await startSmtp();
  await using _ = await worker(smtp);
  const runId = await engine.submit(ask("user:sam@example.com"), { simulate: true });
  await expect.poll(async () => (await mailOf(runId))?.state).toBe("sent");
  expect(smtp.arrived[0]?.source).toMatch(/^Subject: Simulated: decision needed/m);
  expect(smtp.arrived[0]?.source).toContain("This run is simulated");
});

test("the worker is killed while the mail is on its way: it is not sent again, and the outbox says what is known", async () => {
  await using smtp = await startSmtp({ answerAfterMs: 60_000 });
  const first = await worker(smtp);
  const runId = await engine.submit(ask(`user:${randomUUID()}@example.com`));
  await expect.poll(() => smtp.arrived.length).toBe(1);
  await first.kill();
  smtp.answerAfterMs = 0;
  await using _ = await worker(smtp);
  await engine.until(runId, "waiting");
  // What another one wants to send goes out, so that it has looked.
  const next = await engine.submit(ask(`user:${randomUUID()}@example.com`));
  await expect.poll(async () => (await mailOf(next))?.state).toBe("sent");
  expect(smtp.arrived).toHaveLength(2);
  expect(await mailOf(runId)).toMatchObject({
    state: "failed",
    error: expect.stringContaining("may or may not have gone out"),
  });
});

test("a worker that was killed before it sent anything leaves it to the next one", async () => {
  await using smtp = await startSmtp();
  const away = await engine.startWorker();
  const runId = await engine.submit(ask(`user:${randomUUID()}@example.com`));
  await expect.poll(async () => (await mailOf(runId))?.state).toBe("kept");
  await away.kill();
  await using _ = await worker(smtp);
  await expect.poll(async () => (await mailOf(runId))?.state).toBe("sent");
  expect(smtp.arrived).toHaveLength(1);
});

test("a mail server that is away holds no run up, and is tried again", async () => {
  const smtp = await startSmtp();
  await smtp[Symbol.asyncDispose]();
  await using _ = await worker(smtp);
  const runId = await engine.submit(ask(`user:${randomUUID()}@example.com`));
  await engine.until(runId, "waiting");
  await expect.poll(async () => (await mailOf(runId))?.error ?? "").toContain("tried again");
  expect(await mailOf(runId)).toMatchObject({ state: "kept" });
});

test("nobody of them has an address: the mail is kept, and says so", async () => {
  await using _ = await engine.startWorker();
  const runId = await engine.submit(ask("token:ci", "role:boss"));
  await engine.until(runId, "waiting");
  await expect
    .poll(async () => await mailOf(runId))
    .toMatchObject({
      state: "kept",
      error: "No approver has an e-mail address: token ci, any boss or above.",
    });
});
