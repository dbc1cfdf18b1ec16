import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { signedHeaders } from "../../support/signed-request.ts";
import { untilState } from "../../support/until-state.ts";
import type { Story } from "../../support/until-state.ts";

const EVENT = { alert_id: "AL-SIGNIN1", user: "m.durand", address: "203.0.113.7", country: "KP" };

let product: Product;
beforeAll(async () => {
  product = await startProduct({ examples: true });
});
afterAll(() => product[Symbol.asyncDispose]());

async function fire(event: object, key?: string): Promise<Response> {
  const hook = await call<{ url: string; secret: string }>(product, "playbooks.hook", "query", {
    name: "Suspicious sign-in",
  });
  const body = JSON.stringify(event);
  const headers = {
    ...signedHeaders(hook.secret, body),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  return fetch(hook.url, { method: "POST", headers, body });
}

function states(story: Story): Record<string, string> {
  return Object.fromEntries(story.steps.map(({ name, state }) => [name, state]));
}

test("a signed webhook runs to the approval, and from there to its recorded end", async () => {
  const response = await fire(EVENT);
  expect(response.status).toBe(202);
  const { run } = (await response.json()) as { run: string };

  const waiting = await untilState(product, run, ["waiting"]);
  expect(states(waiting)).toMatchObject({
    get_alert: "done",
    judge: "done",
    hostile: "done",
    settle: "done",
    ask: "approval",
  });

  const approved = await product.riposte("approve", run, "--comment", "seen it");
  expect(approved, approved.stderr).toMatchObject({ code: 0 });
  const done = await untilState(product, run, ["done"]);
  expect(states(done)).toEqual({
    get_alert: "done",
    judge: "done",
    hostile: "done",
    settle: "done",
    ask: "done",
    take_on: "done",
    comment: "done",
    mail: "done",
    dismiss: "skipped",
  });

  expect(await product.riposte("approve", run), "said twice is said once").toMatchObject({ code: 0 });
  const turned = await product.riposte("reject", run);
  expect(turned.code, turned.stdout).not.toBe(0);

  const alert = await call<{ status: { name: string }; comments: readonly { content: string }[] }>(
    product,
    "alerts.get",
    "query",
    { id: EVENT.alert_id },
  );
  expect(alert.status.name).toBe("Ongoing");
  expect(alert.comments.map(({ content }) => content).join("\n")).toContain(
    "took this on: m.durand from 203.0.113.7",
  );

  const shown = await product.riposte("show", run);
  expect(shown.stdout).toContain("judged 203.0.113.7 with 80");
  expect(shown.stdout).toContain("seen it");
  const outbox = await product.riposte("outbox");
  expect(outbox.stdout).toContain("Suspicious sign-in of m.durand");
});

test("a rejected one is dismissed, a harmless one asks nobody", async () => {
  const first = (await (await fire(EVENT)).json()) as { run: string };
  await untilState(product, first.run, ["waiting"]);
  expect(await product.riposte("reject", first.run)).toMatchObject({ code: 0 });
  expect(states(await untilState(product, first.run, ["done"]))).toMatchObject({
    take_on: "skipped",
    dismiss: "done",
  });

  const second = (await (await fire({ ...EVENT, address: "192.0.2.9" })).json()) as { run: string };
  expect(states(await untilState(product, second.run, ["done"]))).toMatchObject({
    ask: "skipped",
    dismiss: "done",
  });
});

test("the same key is the same run, however often it is sent at once", async () => {
  const event = { ...EVENT, address: "192.0.2.10" };
  const responses = await Promise.all(Array.from({ length: 20 }, () => fire(event, "once-only")));
  const runs = await Promise.all(
    responses.map(async (response) => ((await response.json()) as { run: string }).run),
  );
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(runs).size).toBe(1);
});

test("every process says that it is well", async () => {
  const status = await product.riposte("status", "--json");
  const { processes } = JSON.parse(status.stdout) as {
    processes: readonly { name: string; pid: number; user: string }[];
  };
  const names = processes.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["postgres", "temporal", "api", "worker", "runner"]));
  for (const { pid, user } of processes) {
    expect(pid).toBeGreaterThan(0);
    expect(user).not.toBe("");
  }
});
