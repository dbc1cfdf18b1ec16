import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Printed, Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";

// What an author wrote reaches a script, and comes back out of the export, as it was written.

const LITERAL = '{"2":1.0,"1":[9007199254740993,-0.0,1e+22,3],"__proto__":{"10":"b","9":"{{ 2.0 }}"}}';
const RENDERED = LITERAL.replace('"{{ 2.0 }}"', "2.0");

const DOCUMENTS = `
kind: action
name: echo
source: |
  import json
  def main(value):
      return {"text": json.dumps(value, separators=(",", ":"))}
entry: main
effect: read
arguments: { type: object, properties: { value: {} }, required: [value] }
---
kind: playbook
name: Literals
graph:
  nodes:
    - { id: hand, kind: trigger, name: hand, trigger: manual, position: { x: 1.0, y: 2 } }
    - { id: keep, kind: set, name: keep, assignments: [{ name: kept, value: ${LITERAL} }] }
    - { id: echo, kind: action, name: echo, action: script.echo, arguments: { value: ${LITERAL} } }
  edges:
    - { from: hand, to: keep }
    - { from: keep, to: echo }
`;

let product: Product;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-literals-"));
  product = await startProduct();
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function apply(name: string, text: string, ...more: readonly string[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return ok(await product.riposte("apply", file, "--publish", ...more)).stdout;
}

function ok(printed: Printed): Printed {
  expect(printed).toMatchObject({ code: 0 });
  return printed;
}

interface Output {
  readonly steps: readonly { readonly name: string; readonly output: { readonly json: string } | null }[];
}

async function outputsOfARun(): Promise<Record<string, string | undefined>> {
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", { playbook: "Literals" });
  await untilState(product, run, ["done"]);
  const { steps } = await call<Output>(product, "runs.get", "query", { id: run });
  return Object.fromEntries(steps.map(({ name, output }) => [name, output?.json]));
}

test("floats, large integers and the order of keys survive apply, publish, run and export", async () => {
  await apply("documents.yaml", DOCUMENTS, "--enable");
  const outputs = await outputsOfARun();
  expect(outputs["keep"]).toBe(`{"kept":${RENDERED}}`);
  expect(JSON.parse(outputs["echo"] ?? "")).toEqual({ text: RENDERED });

  const yaml = ok(await product.riposte("export", "Literals")).stdout;
  expect(await apply("exported.yaml", yaml)).toContain("playbook Literals: version 1, on (unchanged)");
  const json = ok(await product.riposte("export", "Literals", "--json")).stdout;
  expect(json.split(LITERAL)).toHaveLength(3);
  expect(await apply("exported.json", json)).toContain("playbook Literals: version 1, on (unchanged)");
});

test("a caller of the API keeps them by handing in the graph as text", async () => {
  const graph = `{
    "nodes": [
      { "id": "hand", "kind": "trigger", "name": "hand", "trigger": "manual" },
      { "id": "keep", "kind": "set", "name": "keep", "assignments": [{ "name": "kept", "value": ${LITERAL} }] }
    ],
    "edges": [{ "from": "hand", "to": "keep" }]
  }`;
  await call(product, "playbooks.save", "mutation", { name: "Literals", graph, publish: true });
  expect((await outputsOfARun())["keep"]).toBe(`{"kept":${RENDERED}}`);
  const broken = call(product, "playbooks.save", "mutation", { name: "Literals", graph: "{" });
  await expect(broken).rejects.toThrow("graph: Not valid JSON");
});
