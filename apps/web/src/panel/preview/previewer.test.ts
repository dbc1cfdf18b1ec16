import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { makePreviewer } from "./previewer.ts";
import type { RenderAnswer } from "./rendered.ts";

/** A real worker that answers with the text, and never when it is told to hang. */
const SOURCE = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", ({ id, text }) => {
  while (text === "hang");
  parentPort.postMessage({ id, rendered: { kind: "value", text, type: "text" } });
});
parentPort.postMessage(null);
`;

function previewer(patience: number) {
  let started = 0;
  const made = makePreviewer((onAnswer) => {
    started += 1;
    const worker = new Worker(SOURCE, { eval: true });
    worker.on("message", (answer: RenderAnswer) => onAnswer(answer));
    return { send: (request) => worker.postMessage(request), end: () => void worker.terminate() };
  }, patience);
  return { ...made, started: () => started };
}

const request = (text: string) => ({ text, mode: "template" as const, context: new Map(), now: 0 });

test("a template that never ends is given up, and the next one is rendered by a new worker", async () => {
  const { render, end, started } = previewer(100);
  expect(await render("a", request("hang"))).toEqual({ kind: "slow" });
  expect(await render("a", request("hello"))).toMatchObject({ kind: "value", text: "hello" });
  expect(started()).toBe(2);
  end();
});

test("of what waits for the same field only the newest is rendered", async () => {
  const { render, end } = previewer(10_000);
  const all = await Promise.all([
    render("a", request("1")),
    render("a", request("2")),
    render("b", request("other")),
    render("a", request("3")),
  ]);
  expect(all.map((one) => (one?.kind === "value" ? one.text : null))).toEqual([null, null, "other", "3"]);
  end();
});

test("who asks while it ends hears that nothing came of it", async () => {
  const { render, end } = previewer(10_000);
  const asked = render("a", request("1"));
  end();
  expect(await asked).toBeNull();
});
