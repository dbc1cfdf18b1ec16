import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLogFile } from "./log-file.ts";

test("a log keeps what fits into three files beside the current one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "riposte-log-"));
  const path = join(folder, "api.log");
  for (let index = 0; index < 6; index++) {
    const log = openLogFile(path, 10);
    log.write(`line ${index}, long\n`);
    await log.close();
  }
  expect((await readdir(folder)).toSorted()).toEqual(["api.log", "api.log.1", "api.log.2", "api.log.3"]);
  expect(await readFile(path, "utf8")).toBe("line 5, long\n");
  expect(await readFile(`${path}.1`, "utf8")).toBe("line 4, long\n");
  await rm(folder, { recursive: true });
});
