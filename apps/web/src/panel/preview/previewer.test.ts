// oxlint-disable-next-line eslint/no-restricted-imports -- tests run in Node, whose workers end as a browser's do
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
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has only its page
      send: (request) => worker.postMessage(request),
      end: () => void worker.terminate(),
    };
  }, patience);
  return { ...made, started: () => started };
}

const request = (text: string) => ({ text, mode: "template" as const, context: new Map(), now: 0 });

test("a template that never ends is given up, and the next one is rendered by a new worker", async () => {
  const preview = previewer(100);
  expect(await preview.render("a", request("hang"))).toEqual({ kind: "slow" });
  expect(await preview.render("a", request("hello"))).toMatchObject({ kind: "value", text: "hello" });
  expect(preview.started()).toBe(2);
  preview.end();
});

test("of what waits for the same field only the newest is rendered", async () => {
  const preview = previewer(10_000);
  const all = await Promise.all([
    preview.render("a", request("1")),
    preview.render("a", request("2")),
    preview.render("b", request("other")),
    preview.render("a", request("3")),
  ]);
  expect(all.map((one) => (one?.kind === "value" ? one.text : null))).toEqual([null, null, "other", "3"]);
  preview.end();
});

test("who asks while it ends hears that nothing came of it", async () => {
  const preview = previewer(10_000);
  const asked = preview.render("a", request("1"));
  preview.end();
  expect(await asked).toBeNull();
});
