import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@riposte/db";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { environmentOf } from "../../support/process-environment.ts";
import { untilState } from "../../support/until-state.ts";

const SECRET = 's3cret/"Sauce"+with=odd&signs-7c1f';
/** How it would look where somebody wrote it down in passing. */
const FORMS = [
  SECRET,
  JSON.stringify(SECRET).slice(1, -1),
  encodeURIComponent(SECRET),
  ...[0, 1, 2].map(base64Behind),
  Buffer.from(SECRET).toString("hex"),
];

/** What is certain of its base64 after so many other bytes. */
function base64Behind(bytes: number): string {
  const from = (3 - bytes) % 3;
  const whole = Math.floor((SECRET.length - from) / 3) * 3;
  return Buffer.from(SECRET.slice(from, from + whole)).toString("base64");
}

const SCRIPT = `
import base64, sys

def main(connector, how):
    secret = connector["secrets"]["token"] if "secrets" in connector else connector["token"]
    print("the token is " + secret)
    print("and in base64 " + base64.b64encode(secret.encode()).decode(), file=sys.stderr)
    if how == "fail":
        raise RuntimeError("could not sign in with " + secret)
    behind = [base64.b64encode(b"x" * n + secret.encode() + b"y").decode() for n in range(3)]
    # Too large for a row of the run: it goes to the blob store.
    return {"token": secret, "nested": [{"t": "Bearer " + secret}], "behind": behind, "much": [secret] * 5_000}
`;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ examples: true });
  const folder = await mkdtemp(join(tmpdir(), "riposte-secrets-"));
  const node = (how: string) => ({
    id: how,
    kind: "action",
    name: how,
    action: "script.teller",
    connector: "vault",
    arguments: { how },
    onFailure: "continue",
  });
  const documents = [
    { kind: "connector", name: "vault", type: "custom", settings: {}, secrets: { token: SECRET } },
    {
      kind: "action",
      name: "teller",
      description: "Tells what it should not.",
      source: SCRIPT,
      entry: "main",
      effect: "read",
      idempotent: true,
      connector: "custom",
      arguments: { type: "object", properties: { how: { type: "string" } }, required: ["how"] },
    },
    {
      kind: "playbook",
      name: "Telling",
      description: "",
      enabled: true,
      graph: {
        nodes: [
          { id: "start", kind: "trigger", name: "start", trigger: "manual", config: {} },
          node("print"),
          node("fail"),
          {
            id: "note",
            kind: "action",
            name: "note",
            action: "riposte.comment_alert",
            arguments: {
              uuid: "AL-SIGNIN1",
              content: "{{ steps.print.nested | tojson }} {{ steps.print.behind }}",
            },
          },
        ],
        edges: [
          { from: "start", to: "print" },
          { from: "print", to: "fail" },
          { from: "fail", to: "note" },
        ],
      },
    },
  ];
  const file = join(folder, "telling.yaml");
  await writeFile(file, documents.map((document) => JSON.stringify(document)).join("\n---\n"));
  const applied = await product.riposte("apply", file, "--publish", "--enable");
  await rm(folder, { recursive: true });
  if (applied.code !== 0) throw new Error(applied.stderr);
});
afterAll(() => product[Symbol.asyncDispose]());

test("a secret that a script uses, prints and fails with is written down nowhere", async () => {
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", {
    playbook: "Telling",
    event: "{}",
    requestId: "telling-1",
  });
  const story = await untilState(product, run, ["done"]);
  // It did have the secret: what it printed is there, with the secret blotted out.
  expect(story.steps.find(({ name }) => name === "print")?.attempts[0]?.log).toContain("the token is •••");
  expect(story.steps.find(({ name }) => name === "fail")?.state).toBe("failed");
  expectNone("the run's story", JSON.stringify(story));

  const worker = (await product.processes()).find(({ name }) => name === "worker");
  const databaseUrl = (await environmentOf(worker?.pid ?? 0)).get("DATABASE_URL") ?? "";
  expectNone("PostgreSQL", await dumpOf(databaseUrl));
  for (const file of await filesBelow(product.data)) {
    if (!/\/(?:keys|postgres|cache)\//.test(file)) expectNone(file, await readFile(file, "latin1"));
  }
});

test("the connector shows that it has a secret, and never which", async () => {
  expectNone("connectors.list", JSON.stringify(await call(product, "connectors.list", "query", {})));
  const shown = await call(product, "connectors.get", "query", { name: "vault" });
  expect(JSON.stringify(shown)).toContain("token");
  expectNone("connectors.get", JSON.stringify(shown));
});

function expectNone(where: string, text: string): void {
  for (const form of FORMS) expect(text.includes(form), `${where} holds the secret`).toBe(false);
}

/** Every row of every table, as text, with binary columns both as hex and as characters. */
async function dumpOf(databaseUrl: string): Promise<string> {
  const { sql, close } = connect(databaseUrl, { max: 1, name: "dump" });
  try {
    const tables = await sql<{ name: string }[]>`
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`;
    const dumps: string[] = [];
    for (const { name } of tables) {
      const rows = await sql.unsafe(`select t.* from ${name} t`);
      dumps.push(rows.flatMap((row) => Object.values(row).map(asText)).join("\n"));
    }
    return dumps.join("\n");
  } finally {
    await close();
  }
}

function asText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
