import { join } from "node:path";
import { startFakeS3 } from "@riposte/blobs/fake-s3";
import type { FakeS3 } from "@riposte/blobs/fake-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { signedHeaders } from "../../support/signed-request.ts";
import { untilState } from "../../support/until-state.ts";

// Values above 64 KB through API, worker, runner and sandbox, in sizes that are quickly there; `pnpm test:large` has all of it.

const MEGABYTE = 1024 * 1024;
const ACCOUNT = { accessKey: "AKIAEXAMPLE", secretKey: "wJalr-XUtn-FEMI-hush", region: "eu-west-3" };

interface Story {
  readonly steps: readonly {
    readonly name: string;
    readonly output: { readonly json: string | null } | null;
    readonly failure: { readonly message: string } | null;
  }[];
}

let product: Product;
let s3: FakeS3;

afterAll(() => s3[Symbol.asyncDispose]());
beforeAll(async () => {
  s3 = await startFakeS3(ACCOUNT);
});

const inS3 = () => ({
  RIPOSTE_BLOBS: "s3://soc/riposte",
  RIPOSTE_S3_ENDPOINT: s3.endpoint,
  RIPOSTE_S3_REGION: ACCOUNT.region,
  RIPOSTE_S3_ACCESS_KEY: ACCOUNT.accessKey,
  RIPOSTE_S3_SECRET_KEY: ACCOUNT.secretKey,
});

async function outputsOf(run: string): Promise<Record<string, unknown>> {
  const { steps } = await call<Story>(product, "runs.get", "query", { id: run });
  return Object.fromEntries(
    steps.map(({ name, output }) => [name, output?.json == null ? null : JSON.parse(output.json)]),
  );
}

async function runOf(playbook: string, event: object, state = "done") {
  const input = { playbook, event: JSON.stringify(event) };
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", input);
  return untilState(product, run, [state]);
}

describe.each([
  ["PostgreSQL", () => ({})],
  ["S3", inS3],
] as const)("in %s", (place, env) => {
  beforeAll(async () => {
    product = await startProduct({
      env: { ...env(), RIPOSTE_RESULT_LIMIT_MB: "8", RIPOSTE_EVENT_LIMIT_MB: "4" },
    });
    const applied = await product.riposte(
      "apply",
      join(import.meta.dirname, "../../large/playbooks.yaml"),
      "--publish",
      "--enable",
    );
    if (applied.code !== 0) throw new Error(applied.stderr);
  });
  afterAll(() => product[Symbol.asyncDispose]());

  test("what a script gives goes into a variable and another script, and is handed out whole", async () => {
    const { id } = await runOf("Large result", { megabytes: 5, parts: 2 });
    expect(await outputsOf(id)).toMatchObject({ measure: { characters: 5 * MEGABYTE, last: 1 } });
    const file = await product.riposte("show", id, "--value", "make");
    expect(file).toMatchObject({ code: 0, stderr: "" });
    const { parts } = JSON.parse(file.stdout) as { parts: { data: string }[] };
    expect(parts.map(({ data }) => data.length)).toEqual([2.5 * MEGABYTE, 2.5 * MEGABYTE]);
    const given = await product.riposte("show", id, "--value", "measure", "--input");
    expect(JSON.parse(given.stdout)).toEqual({ parts });
  });

  test("an event of megabytes is read by its run", async () => {
    const rows = Array.from({ length: 30_000 }, (_, id) => ({ id, message: "seen ".repeat(20) }));
    const body = JSON.stringify({ rows });
    expect(body.length).toBeGreaterThan(3 * MEGABYTE);
    const hook = await call<{ url: string; secret: string }>(product, "playbooks.hook", "query", {
      name: "Large event",
    });
    const answer = await fetch(hook.url, { method: "POST", headers: signedHeaders(hook.secret, body), body });
    expect(answer.status, await answer.clone().text()).toBe(202);
    const { run } = (await answer.json()) as { run: string };
    await untilState(product, run, ["done"]);
    expect(await outputsOf(run)).toEqual({ count: { count: 30_000 } });
  });

  test("many steps read a large value, each a little of it", async () => {
    const { id } = await runOf("Large reads", { megabytes: 3, times: 60 });
    const { each } = await outputsOf(id);
    expect(each).toMatchObject({ results: Array.from({ length: 60 }, (_, number) => number) });
  });

  test("above the ceiling the very step fails, and says both sizes", async () => {
    const { steps } = await runOf("Large result", { megabytes: 9, parts: 3 }, "failed");
    expect(steps[0]?.failure).toMatchObject({
      code: "limit_exceeded",
      message: expect.stringMatching(
        /^What main\(\) returned has 9\.0 MB .*; at most 8\.0 MB .*RIPOSTE_RESULT_LIMIT_MB/,
      ) as string,
    });
  });

  test("texts lie where they should", () => {
    const names = [...s3.objects.keys()];
    if (place === "S3") {
      expect(names.length).toBeGreaterThan(3);
      for (const name of names) expect(name).toMatch(/^\/soc\/riposte\/ws_default\/[0-9a-f]{64}$/);
    } else expect(names).toEqual([]);
    expect(product.log()).not.toContain(ACCOUNT.secretKey);
  });
});
