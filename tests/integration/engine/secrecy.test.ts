import { DECIDE_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { rawHistories, typeOf } from "./support/history.ts";
import type { RawEvent } from "./support/history.ts";
import { sequenceOf } from "./support/plan-of.ts";
import { done, startScriptWorker } from "./support/script-worker.ts";

let engine: Engine;
let scripts: AsyncDisposable;
let tries = 0;
beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorker();
  scripts = await startScriptWorker(engine, async () => {
    tries += 1;
    if (tries === 1) throw new Error("canary in a failure");
    return done('{"word":"canary in an output"}');
  });
});
afterAll(async () => {
  await scripts[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const SCRIPT = { action: "script", effect: "write", execution: "script" } as const;

test("nothing of a run can be read in Temporal: input, results, markers, updates, failures, fresh histories", async () => {
  const plan = sequenceOf(
    {
      id: "script",
      kind: "action",
      ...SCRIPT,
      readsTrigger: true,
      arguments: { word: "{{ trigger.word }}" },
    },
    {
      id: "lookup",
      kind: "action",
      readsTrigger: true,
      arguments: { uuid: "{{ trigger.word }}" },
      onFailure: "continue",
    },
    {
      id: "ask",
      kind: "approval",
      policy: { approvers: [], expiresAfterMs: 90_000, message: "canary in a question" },
    },
    {
      id: "respond",
      kind: "respond",
      status: 200,
      reads: ["script"],
      body: { w: "{{ steps.script.word }}" },
    },
    { id: "end", kind: "fail", message: "canary in the end" },
  );
  const runId = await engine.submit(plan, { event: '{"word":"canary in an event"}' });
  await engine.until(runId, "waiting");
  await engine.client.workflow.getHandle(runId).executeUpdate(DECIDE_UPDATE, {
    args: [{ step: "ask", decision: "approve", by: "canary in a name", comment: "canary in a comment" }],
  });
  expect(await engine.until(runId, "failed", "done")).toMatchObject({
    state: "failed",
    steps: { ask: { note: expect.stringContaining("canary in a comment") } },
  });
  expect(tries).toBe(2);

  const histories = await rawHistories(engine, runId);
  expect(histories.length).toBeGreaterThan(1);
  const events = histories.flat();
  const types = new Set(events.map(typeOf));
  for (const type of ["activityTaskCompleted", "markerRecorded", "workflowExecutionUpdateAccepted"]) {
    expect(types).toContain(type);
  }
  for (const event of events) expect(readable(event), typeOf(event)).not.toMatch(/canary|get_alert|approv/i);
});

/** All text in an event, the bytes of its payloads too. */
function readable(event: RawEvent): string {
  return JSON.stringify(event, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
  );
}
