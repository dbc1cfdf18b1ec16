import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isCommand } from "./commands.ts";

const project = join(import.meta.dirname, "../../..");
const folders = [
  "apps/api/src",
  "apps/cli/src",
  "apps/supervisor/src",
  "apps/web/src",
  "docs",
  "packages/integrations/src",
  "packages/plan/src",
  "temporal-workers/src",
];
/** As people are told commands; in other places the word is the product, or a connection's name. */
const TOLD = /(?:[`(:→] ?|pnpm |then )riposte ([a-z][a-z-]*)/g;

async function texts(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(project, folder), { recursive: true });
  const read = files.filter((file) => /^(?!.*node_modules).*\.(ts|tsx|md)$/.test(file));
  return Promise.all(read.map((file) => readFile(join(project, folder, file), "utf8")));
}

test("every command that a text names exists", async () => {
  const all = (await Promise.all(folders.map(texts))).flat();
  const named = new Set(all.flatMap((text) => [...text.matchAll(TOLD)].map(([, name = ""]) => name)));
  expect([...named]).toEqual(expect.arrayContaining(["approve", "resolve", "status", "release"]));
  expect([...named].filter((name) => !isCommand(name))).toEqual([]);
});
