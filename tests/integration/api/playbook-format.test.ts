import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnApi } from "./own-api.ts";
import { runRiposte } from "./run-riposte.ts";

const PAGE = join(import.meta.dirname, "../../../docs/playbook-format.md");

let api: TestApi;
beforeAll(async () => {
  api = await startOwnApi();
});
afterAll(() => api[Symbol.asyncDispose]());

test("the documents that the page shows are applied and published, without a single remark", async () => {
  const page = await readFile(PAGE, "utf8");
  const shown = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml);
  expect(shown).toHaveLength(4);
  const folder = await mkdtemp(join(tmpdir(), "riposte-format-"));
  const file = join(folder, "shown.yaml");
  await writeFile(
    file,
    shown.join("---\n").replace("{ env: MATTERMOST_HOOK }", '"https://chat.example.org/hooks/x"'),
  );
  const token = await api.token(await createWorkspace(api.connection.db, "Test"), "admin");
  const { code, stdout, stderr } = await runRiposte(["apply", file, "--publish", "--url", api.url], token);
  await rm(folder, { recursive: true });
  expect(stderr + stdout).not.toMatch(/(?:error|warning) at/);
  expect(code).toBe(0);
});
