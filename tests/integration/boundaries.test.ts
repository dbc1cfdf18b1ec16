import { execFile } from "node:child_process";
import { access, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Each fault that the lint must find, planted where it is forbidden. */
const PLANTED: readonly { readonly file: string; readonly source: string }[] = [
  { file: "packages/template/src/planted.ts", source: 'export { readFile } from "node:fs/promises";' },
  { file: "packages/template/src/planted.ts", source: "export const now = Date.now();" },
  { file: "packages/template/src/planted.ts", source: "export const e = Math.exp(1);" },
  { file: "packages/template/src/planted.ts", source: 'export const order = "a".localeCompare("b");' },
  { file: "packages/plan/src/planted.ts", source: 'export { connect } from "@riposte/db";' },
  { file: "packages/draft/src/planted.ts", source: 'export { connect } from "@riposte/db";' },
  { file: "packages/draft/src/planted.ts", source: 'export { readFile } from "node:fs/promises";' },
  { file: "packages/exchange/src/planted.ts", source: 'export { connect } from "@riposte/db";' },
  { file: "packages/exchange/src/planted.ts", source: 'export { readFile } from "node:fs/promises";' },
  { file: "packages/gallery/src/planted.ts", source: 'export { connect } from "@riposte/db";' },
  { file: "packages/db/src/planted.ts", source: 'export { catalogue } from "@riposte/integrations";' },
  { file: "packages/integrations/src/planted.ts", source: 'export { connect } from "@riposte/db";' },
  { file: "packages/plan/src/planted.ts", source: 'export * from "@riposte/template/src/data.ts";' },
  { file: "temporal-workers/src/workflows/planted.ts", source: 'export { connect } from "@riposte/db";' },
  { file: "temporal-workers/src/workflows/planted.ts", source: 'export { hostname } from "node:os";' },
  { file: "apps/api/src/planted.ts", source: 'export { main } from "@riposte/cli/main";' },
  { file: "apps/cli/src/planted.ts", source: 'export { appRouter } from "@riposte/api/router";' },
  {
    file: "packages/vault/src/planted.ts",
    source: 'export { isRole } from "../../../apps/api/src/permissions.ts";',
  },
  { file: "packages/integrations/src/planted.ts", source: 'export { newId } from "../../db/src/ids.ts";' },
  { file: "packages/integrations/src/planted.ts", source: 'export { env } from "node:process";' },
  {
    file: "packages/integrations/src/planted.ts",
    source: 'export const page = await fetch("https://example.com");',
  },
  { file: "apps/web/src/planted.ts", source: 'export { sha256 } from "../../../packages/db/src/sha256.ts";' },
  { file: "packages/plan/src/planted.ts", source: 'export { readFile } from "fs/promises";' },
  { file: "packages/plan/src/planted.ts", source: 'export * from "./../../../apps/api/src/permissions.ts";' },
  { file: "packages/plan/src/planted.ts", source: "export const id = globalThis.crypto.randomUUID();" },
  { file: "packages/plan/src/planted.ts", source: "setTimeout(() => {}, 1);" },
  { file: "temporal-workers/src/workflows/planted.ts", source: 'export { readEnv } from "../env.ts";' },
  {
    file: "temporal-workers/src/workflows/planted.ts",
    source: 'export { flushRun } from "../activities/flush-run.ts";',
  },
  { file: "apps/api/src/planted.ts", source: "export const home = process.env.HOME;" },
  { file: "apps/api/src/planted.ts", source: "export const long = 1;\n" + "\n".repeat(400) },
];

async function lint(file: string, source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "riposte-boundaries-"));
  try {
    await cp(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), source);
    return await new Promise((resolve) => {
      execFile(
        join(root, "node_modules/.bin/oxlint"),
        ["--deny-warnings", file],
        { cwd: folder },
        (error, stdout) => resolve(error ? stdout : ""),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each(PLANTED)("a violation planted in $file is found: $source", async ({ file, source }) => {
  expect(await lint(file, source)).toMatch(/Found \d+ warnings? and [1-9]\d* errors?/);
});

test("an innocent file passes in every one of those places", async () => {
  for (const file of new Set(PLANTED.map((planted) => planted.file))) {
    expect(await lint(file, "export const innocent = 1;\n"), file).toBe("");
  }
});

test("ARCHITECTURE.md stays a map: 40 lines at most, every folder of code, and no link that leads nowhere", async () => {
  const map = await readFile(join(root, "ARCHITECTURE.md"), "utf8");
  expect(map.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
  for (const above of ["packages", "apps"]) {
    for (const name of await readdir(join(root, above))) expect(map).toContain(`| \`${above}/${name}\` `);
  }
  for (const [, to = ""] of map.matchAll(/\]\(([^)]+)\)/g)) await access(join(root, to));
});
