import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveOnce } from "./project.ts";

let folder = "";

/** Two versions of one package, whose folders are of different types. */
const FILES = {
  "main.mjs":
    'await import("./near/two.mjs"); await import("./far/one.mjs"); await import("./near/one.mjs");',
  "near/one.mjs": 'import p from "p"; import "p/deep"; console.log("near", p);',
  "near/two.mjs": 'import p, { again } from "p"; console.log("near too", p, again);',
  "near/node_modules/p/package.json":
    '{"type": "module", "exports": {".": "./index.js", "./deep": "./deep/a.js"}}',
  "near/node_modules/p/index.js":
    'import b from "./b.js"; import old from "./old/a.js"; export default [b, old]; export const again = typeof require;',
  "near/node_modules/p/b.js": "export default typeof require;",
  "near/node_modules/p/old/package.json": '{"type": "commonjs"}',
  "near/node_modules/p/old/a.js": 'module.exports = [typeof require, require("./b.js")];',
  "near/node_modules/p/old/b.js": "module.exports = __filename.length > 0;",
  "near/node_modules/p/deep/a.js":
    'import "../b.js"; import "./b.js"; console.log("deep", import.meta.url.slice(-20));',
  "near/node_modules/p/deep/b.js": 'console.log("deep too", typeof require);',
  "far/one.mjs": 'import p from "p"; console.log("far", p);',
  "far/node_modules/p/package.json": '{"main": "index.js"}',
  "far/node_modules/p/index.js": 'module.exports = "another version";',
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte resolve-"));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

async function printed(...flags: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(folder, "main.mjs")]);
  return stdout;
}

test("every import is what it is without it", async () => {
  const plain = await printed();
  expect(plain).toContain("another version");
  expect(plain).toContain("near too");
  expect(await printed("--import", resolveOnce)).toBe(plain);
});

test("what is missing is missing with it too", async () => {
  await writeFile(
    join(folder, "main.mjs"),
    'try { await import("p"); } catch ({ code }) { console.log(code); }',
  );
  expect(await printed("--import", resolveOnce)).toBe("ERR_MODULE_NOT_FOUND\n");
});
