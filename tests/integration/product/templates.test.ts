import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { playbookTemplates } from "@riposte/gallery";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { deliver } from "../../support/deliver.ts";
import type { Hook } from "../../support/deliver.ts";
import { startFakeSystems } from "../../support/fake-systems.ts";
import type { FakeSystems } from "../../support/fake-systems.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";
import type { Story } from "../../support/until-state.ts";

// Each template is started from, completed, published and run with the event that lies beside it.

const TEMPLATES = join(import.meta.dirname, "../../../packages/gallery/templates");
const BAD_ADDRESS = { score: 90 };

let systems: FakeSystems;
let product: Product;
const left = new Set((await playbookTemplates()).map(({ id }) => id));

beforeAll(async () => {
  systems = await startFakeSystems({ "/v1/addresses/203.0.113.77": BAD_ADDRESS });
  product = await startProduct({ examples: true, env: { RIPOSTE_EGRESS_ALLOW: systems.place } });
  await connector("team chat", "mattermost", {}, { hook_url: `${systems.url}/chat` });
  for (const name of ["identity provider", "endpoint protection"])
    await connector(name, "webhook", { hosts: "127.0.0.1" }, { authorization: "Bearer let-me-in" });
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await systems[Symbol.asyncDispose]();
});

const ask = <T>(path: string, input: object = {}) => call<T>(product, path, "query", input);
const change = <T>(path: string, input: object) => call<T>(product, path, "mutation", input);

function connector(name: string, type: string, settings: object, secrets: object): Promise<unknown> {
  return change("connectors.save", { name, type, settings, secrets });
}

interface Entry {
  readonly code: string;
  readonly weight: string;
  readonly wants?: { readonly kind: string; readonly name: string };
}

/** As somebody does: scripts that are missing are added, values filled in, what waits long waits shortly. */
async function startFrom(id: string, values: readonly (readonly [string, string])[]): Promise<string> {
  left.delete(id);
  const made = await change<{ id: string; name: string; report: readonly Entry[] }>("templates.use", {
    template: id,
  });
  for (const { wants } of made.report)
    if (wants?.kind === "script")
      await change("templates.addScript", { playbook: made.id, script: wants.name });
  const { graph } = await ask<{ graph: object }>("playbooks.export", { name: made.id });
  const filled = values.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replaceAll(from, to);
  }, JSON.stringify(graph));
  const saved = await change<{ diagnostics: readonly object[] }>("playbooks.save", {
    name: made.name,
    graph: JSON.parse(filled),
    publish: true,
    enable: true,
  });
  expect(saved.diagnostics).toEqual([]);
  return made.name;
}

const eventOf = async (id: string) =>
  JSON.parse(await readFile(join(TEMPLATES, id, "event.json"), "utf8")) as { readonly alert_id: string };

async function fire(id: string, playbook: string): Promise<string> {
  const hook = await ask<Hook>("playbooks.hook", { name: playbook });
  return deliver(hook, id, await eventOf(id));
}

async function decide(run: string, decision: "approve" | "reject"): Promise<void> {
  await expect
    .poll(async () => (await ask<{ approvals: { ofRun: { id: string } }[] }>("approvals.waiting")).approvals)
    .toContainEqual(expect.objectContaining({ ofRun: expect.objectContaining({ id: run }) }));
  await change("approvals.decide", { run, decision });
}

/** The steps of the run that were done, by their names. */
async function doneIn(run: string): Promise<readonly string[]> {
  const { steps }: Story = await untilState(product, run, ["done"]);
  return steps.filter(({ state }) => state === "done").map(({ name }) => name);
}

interface AlertNow {
  readonly status: { readonly name: string };
  readonly comments: readonly { readonly content: string }[];
}

const alertNow = (id: string) => ask<AlertNow>("alerts.get", { id });

async function mailsOf(
  run: string,
): Promise<readonly { to: readonly string[]; subject: string; text: string }[]> {
  const { items } = await ask<{ items: { run: string; message: never }[] }>("outbox.list", { limit: 200 });
  return items.filter((item) => item.run === run).map(({ message }) => message);
}

const TEAM = ["soc@example.com", "team@soc.test"] as const;

test("suspicious sign-in: approved, the alert is taken on and the team is told", async () => {
  const run = await fire("suspicious-sign-in", await startFrom("suspicious-sign-in", [TEAM]));
  await decide(run, "approve");
  expect(await doneIn(run)).toEqual(expect.arrayContaining(["judge", "take_on", "comment", "mail"]));
  expect((await alertNow("AL-SIGNIN1")).status.name).toBe("Ongoing");
  expect(await mailsOf(run)).toMatchObject([{ to: ["team@soc.test"] }]);
});

test("phishing report triage: malicious by the script's verdict, told to the team and the reporter", async () => {
  const run = await fire("phishing-report", await startFrom("phishing-report", [TEAM]));
  const done = await doneIn(run);
  expect(done).toEqual(expect.arrayContaining(["judge", "verdict", "take_on", "tell", "answer"]));
  expect(done).not.toContain("close");
  const { comments } = await alertNow("AL-PHISH004");
  expect(comments.at(-1)?.content).toMatch(/^Phishing, score \d+: .*http:\/\/198\.51\.100\.7\/login$/);
  const mails = await mailsOf(run);
  expect(
    mails
      .map(({ to }) => to)
      .flat()
      .toSorted(),
  ).toEqual(["reporter@example.com", "team@soc.test"]);
  expect(mails.find(({ to }) => to.includes("reporter@example.com"))?.text).toContain("It is phishing");
});

test("password spraying: grouped by address, noted in a loop, of two addresses one is told", async () => {
  const run = await fire("password-spraying", await startFrom("password-spraying", [TEAM]));
  expect(await doneIn(run)).toEqual(expect.arrayContaining(["group", "each", "take_on", "tell"]));
  const { status, comments } = await alertNow("AL-SPRAY002");
  expect(status.name).toBe("Ongoing");
  expect(comments.map(({ content }) => content)).toEqual([
    expect.stringMatching(/^198\.51\.100\.23 tried 5 accounts in 5 attempts: user-01@example\.com, /),
  ]);
  expect((await mailsOf(run))[0]?.text.trim()).toBe("198.51.100.23 tried 5 accounts");
});

test("new admin account: nobody says that it was planned, so that it is taken out of the group", async () => {
  const url = "https://identity.example.com";
  const run = await fire(
    "new-admin-account",
    await startFrom("new-admin-account", [TEAM, [url, systems.url]]),
  );
  await decide(run, "reject");
  expect(await doneIn(run)).toEqual(expect.arrayContaining(["take_away", "take_on", "tell"]));
  expect(systems.receivedAt("/hooks/remove-from-group")).toEqual([
    { account: "user-17@example.com", group: "Domain Admins" },
  ]);
  expect((await alertNow("AL-ADMIN009")).status.name).toBe("Ongoing");
});

test("malware alert escalation: posted, reminded and, as nobody answers in time, escalated", async () => {
  const name = await startFrom("malware-escalation", [
    TEAM,
    ["soc-lead@example.com", "lead@soc.test"],
    ['"timeoutAfter":900', '"timeoutAfter":1'],
    ['"timeoutAfter":2700', '"timeoutAfter":1'],
  ]);
  const run = await fire("malware-escalation", name);
  expect(await doneIn(run)).toEqual(expect.arrayContaining(["post", "remind", "escalate", "note_escalated"]));
  expect(systems.receivedAt("/chat")).toMatchObject([{ text: expect.stringContaining("**AL-RANSM006**") }]);
  expect(
    (await mailsOf(run))
      .map(({ to }) => to)
      .flat()
      .toSorted(),
  ).toEqual(["lead@soc.test", "team@soc.test"]);
  expect((await alertNow("AL-RANSM006")).comments.at(-1)?.content).toBe(
    "Escalated after an hour without an answer.",
  );
});

test("alert enrichment: what the playbook that looks addresses up gives is written on the alert", async () => {
  await startFrom("address-lookup", [["https://reputation.example.com", systems.url]]);
  const run = await fire("alert-enrichment", await startFrom("alert-enrichment", [TEAM]));
  expect(await doneIn(run)).toEqual(expect.arrayContaining(["look_up", "write", "bad", "take_on", "tell"]));
  const { status, comments } = await alertNow("AL-MFAFTG03");
  expect(status.name).toBe("Acknowledged");
  expect(comments.map(({ content }) => content)).toContain("203.0.113.77: score 90");
});

test("digest of open alerts: one mail, the most urgent first", async () => {
  const playbook = await startFrom("open-alerts-digest", [TEAM]);
  const event = JSON.stringify(await eventOf("open-alerts-digest"));
  const { run } = await change<{ run: string }>("runs.start", { playbook, event });
  expect(await doneIn(run)).toEqual(expect.arrayContaining(["search", "any", "send"]));
  const [mail] = await mailsOf(run);
  expect(mail?.subject).toMatch(/^\d+ open alerts$/);
  expect(mail?.text).toMatch(/^Acknowledged: \d+\n {2}\d+ {2}AL-/);
});

test("tell of failed runs: posted in the chat, with the step and what to do", async () => {
  const before = systems.receivedAt("/chat").length;
  const onError = await startFrom("failed-runs", [TEAM]);
  const nodes = [
    { id: "start", kind: "trigger", name: "start", trigger: "manual", onError },
    { id: "end", kind: "fail", name: "end", label: "Give up", message: "Nothing works." },
  ];
  const graph = { nodes, edges: [{ from: "start", to: "end" }] };
  await change("playbooks.save", { name: "Fails", graph, publish: true, enable: true });
  await change("runs.start", { playbook: "Fails" });
  await expect.poll(() => systems.receivedAt("/chat").length).toBe(before + 1);
  expect(systems.receivedAt("/chat").at(-1)).toMatchObject({
    text: expect.stringMatching(
      /^\*\*Fails\*\* \(version 1\) failed at Give up: Nothing works\. Run `run_.*`\. Somebody has to look at it\.$/,
    ),
  });
});

test("close known noise: closed by the row of the table that fits, with the reason", async () => {
  const run = await fire("known-noise", await startFrom("known-noise", []));
  expect(await doneIn(run)).toEqual(expect.arrayContaining(["noise", "close"]));
  const { status, comments } = await alertNow("AL-SCANS010");
  expect(status.name).toBe("Closed");
  expect(comments.at(-1)?.content).toBe("Closed as known noise: it comes from a scanner of ours.");
});

test("host isolation: isolated once approved, released by a comment", async () => {
  const url = "https://endpoints.example.com";
  const run = await fire("host-isolation", await startFrom("host-isolation", [[url, systems.url]]));
  await decide(run, "approve");
  await expect.poll(() => systems.receivedAt("/hooks/isolate")).toEqual([{ host: "WS-0142" }]);
  await expect.poll(async () => (await alertNow("AL-MALWR005")).status.name).toBe("Ongoing");
  await change("alerts.comment", { id: "AL-MALWR005", content: "Cleaned, please release it." });
  expect(await doneIn(run)).toEqual(
    expect.arrayContaining(["isolate", "take_on", "wait", "release", "note"]),
  );
  expect(systems.receivedAt("/hooks/release")).toEqual([{ host: "WS-0142" }]);
  expect((await alertNow("AL-MALWR005")).comments.at(-1)?.content).toBe("WS-0142 is released.");
});

test("each template was run", () => {
  expect([...left]).toEqual([]);
});
