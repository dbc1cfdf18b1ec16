import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../support/api.ts";
import { startProduct } from "../support/product.ts";
import type { Product } from "../support/product.ts";
import { signedHeaders } from "../support/signed-request.ts";
import { untilState } from "../support/until-state.ts";
import { watchMemory } from "./measure.ts";
import type { Peaks } from "./measure.ts";

// Large values in their full size, through the whole product. It prints what each took: docs/measurements.md has the figures.

const MEGABYTE = 1024 * 1024;
const PATIENT = { patienceMs: 800_000, everyMs: 500 };

interface Figure {
  readonly what: string;
  readonly seconds: number;
  readonly peaks: Peaks;
}

interface Story {
  readonly steps: readonly {
    readonly name: string;
    readonly output: { readonly json: string | null; readonly bytes: number } | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
  }[];
}

let product: Product;
let folder: string;
const figures: Figure[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-large-"));
  product = await startProduct();
  const applied = await product.riposte(
    "apply",
    join(import.meta.dirname, "playbooks.yaml"),
    "--publish",
    "--enable",
  );
  if (applied.code !== 0) throw new Error(applied.stderr);
});

afterAll(async () => {
  for (const { what, seconds, peaks } of figures) {
    const held = Object.entries(peaks).map(([name, most]) => `${name} ${most} MB`);
    process.stdout.write(`${what}: ${seconds.toFixed(1)} s; at most ${held.join(", ")}\n`);
  }
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function measured<T>(what: string, work: () => Promise<T>): Promise<T> {
  const { peaks, stop } = watchMemory(product);
  const began = performance.now();
  try {
    return await work();
  } finally {
    const seconds = (performance.now() - began) / 1000;
    await stop();
    figures.push({ what, seconds, peaks });
  }
}

async function runOf(playbook: string, event: object, state: "done" | "failed" = "done"): Promise<string> {
  const input = { playbook, event: JSON.stringify(event) };
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", input);
  await untilState(product, run, [state], PATIENT);
  return run;
}

async function stepsOf(run: string): Promise<Story["steps"]> {
  return (await call<Story>(product, "runs.get", "query", { id: run })).steps;
}

const outputOf = async (run: string, step: string) =>
  (await stepsOf(run)).find(({ name }) => name === step)?.output;

test("a script gives 50 MB, a variable keeps them, another script takes them; the run shows and hands them out", async () => {
  const run = await measured("50 MB from a script into a variable and another script", () =>
    runOf("Large result", { megabytes: 50, parts: 1 }),
  );
  expect(JSON.parse((await outputOf(run, "measure"))?.json ?? "")).toEqual({
    characters: 50 * MEGABYTE,
    last: 0,
  });
  expect(await outputOf(run, "make")).toMatchObject({ json: null, bytes: 50 * MEGABYTE + 34 });
  const token = await product.token();
  const bytes = await measured("50 MB downloaded", async () => {
    const answer = await fetch(`${product.url}/download/runs/${run}/output?step=make`, {
      headers: { authorization: `Bearer ${token}` },
    });
    let length = 0;
    for await (const chunk of answer.body ?? []) length += (chunk as Uint8Array).byteLength;
    return length;
  });
  expect(bytes).toBe(50 * MEGABYTE + 34);
});

const rowsOf = (bytes: number) => {
  const rows: string[] = [];
  for (let length = 12; length < bytes - 200; length += (rows.at(-1)?.length ?? 0) + 1) {
    rows.push(JSON.stringify({ id: rows.length, host: `host-${rows.length}`, message: "seen ".repeat(20) }));
  }
  return rows;
};

test("an event of 20 MB comes by webhook and by hand", async () => {
  const rows = rowsOf(20 * MEGABYTE);
  const body = `{"rows":[${rows.join(",")}]}`;
  const hook = await call<{ url: string; secret: string }>(product, "playbooks.hook", "query", {
    name: "Large event",
  });
  const run = await measured("an event of 20 MB by webhook, until its run is done", async () => {
    const answer = await fetch(hook.url, { method: "POST", headers: signedHeaders(hook.secret, body), body });
    expect(answer.status, await answer.clone().text()).toBe(202);
    const { run: started } = (await answer.json()) as { run: string };
    await untilState(product, started, ["done"], PATIENT);
    return started;
  });
  expect((await outputOf(run, "count"))?.json).toBe(`{"count":${rows.length}}`);

  const file = join(folder, "event.json");
  await writeFile(file, JSON.stringify({ body: { rows } }));
  const printed = await measured("an event of 20 MB by the command riposte", () =>
    product.riposte("run", "Large event", "--event", file, "--wait"),
  );
  expect(printed, printed.stderr).toMatchObject({ code: 0 });
});

test("500 steps read a value of 10 MB", async () => {
  const run = await measured("500 steps that read a value of 10 MB", () =>
    runOf("Large reads", { megabytes: 10, times: 500 }),
  );
  const numbers = Array.from({ length: 500 }, (_, number) => number);
  expect(JSON.parse((await outputOf(run, "each"))?.json ?? "")).toMatchObject({ results: numbers });
});

test("500 scripts are given a value of 10 MB each", async () => {
  const run = await measured("500 scripts that are given 10 MB each", () =>
    runOf("Large arguments", { megabytes: 10, times: 500 }),
  );
  const last = Array.from({ length: 500 }, () => 999);
  expect(JSON.parse((await outputOf(run, "each"))?.json ?? "")).toMatchObject({ results: last });
});

test("above the ceiling a step is told its size and the ceiling, and a sender too", async () => {
  const run = await measured("a result of 101 MB, refused", () =>
    runOf("Large result", { megabytes: 101, parts: 101 }, "failed"),
  );
  const [make] = await stepsOf(run);
  expect(make).toMatchObject({
    name: "make",
    failure: { code: "limit_exceeded", message: expect.stringMatching(/101\.0 MB .*100\.0 MB/) as string },
  });
  const { url } = await call<{ url: string }>(product, "playbooks.hook", "query", { name: "Large event" });
  const body = "x".repeat(26 * MEGABYTE);
  const answer = await fetch(url, { method: "POST", headers: signedHeaders("anything", body), body });
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain("25.0 MB");
});
