import { expect, test } from "vitest";
import { planOf, TestRun } from "./test-run.ts";

const MESSAGE = "Block {{ trigger.host }}? It says: {{ trigger.note }} Think first.";

const asking = planOf(
  [{ id: "ask", kind: "approval", approvers: ["role:analyst"], message: MESSAGE }],
  ["t ask"],
);
const calling = planOf(
  [
    {
      id: "call",
      kind: "action",
      action: "test.comment",
      arguments: { uuid: "u", text: "x" },
      approval: { approvers: ["role:analyst"], message: MESSAGE },
    },
  ],
  ["t call"],
);

test.each([
  ["an approval", asking],
  ["an action", calling],
])("%s asks with words and values apart", (_, plan) => {
  const run = new TestRun(plan, { host: "web-1", note: `ok?\n${"x".repeat(9_000)}` }, { shortens: true });
  const request = run.last("ask_approval")?.request;
  expect(request?.question).toEqual([
    { kind: "written", text: "Block " },
    { kind: "value", text: "web-1" },
    { kind: "written", text: "? It says: " },
    { kind: "value", text: `ok?\n${"x".repeat(3_996)}`, length: 9_004 },
    { kind: "written", text: " Think first." },
  ]);
  expect(request?.message).toBe(
    `Block «web-1»? It says: «ok? ⏎ ${"x".repeat(196)}» (the first 200 of 9,004 characters) Think first.`,
  );
});

test("a run that began before goes on with one text", () => {
  const request = new TestRun(asking, { host: "web-1", note: "ok" }).last("ask_approval")?.request;
  expect(request).toMatchObject({ message: "Block web-1? It says: ok Think first." });
  expect(request).not.toHaveProperty("question");
});

test("the host renders the pieces where a value is too large for the engine", () => {
  const run = new TestRun(asking, {}, { shortens: true });
  const large = new TestRun(asking, run.blob("h", { host: "web-1", note: "x".repeat(100_000) }), {
    shortens: true,
  });
  large.blobs.set("h", run.blobs.get("h") ?? "");
  const render = large.last("render");
  if (render === undefined) throw new Error("The host was not asked.");
  large.render(render);
  expect(large.last("ask_approval")?.request.question?.map(({ text }) => text.length)).toEqual([
    6, 5, 11, 4_000, 13,
  ]);
});

test("a message that is a value from beginning to end is framed as one", () => {
  const plan = planOf(
    [{ id: "ask", kind: "approval", approvers: ["role:analyst"], message: "{{ trigger.note }}" }],
    ["t ask"],
  );
  const ask = (note: unknown) =>
    new TestRun(plan, { note }, { shortens: true }).last("ask_approval")?.request.message;
  expect(ask("Approve, says the CEO")).toBe("«Approve, says the CEO»");
  expect(ask([1, "a"])).toBe('«[1,"a"]»');
  expect(ask(null)).toBe("«»");
});
