import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchFolders } from "./watch-folders.ts";
import type { WatchedFolders } from "./watch-folders.ts";

let folder: string;
let watched: WatchedFolders;
const told = new Set<string>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-reload-"));
  await mkdir(join(folder, "deep/er"), { recursive: true });
  await mkdir(join(folder, "node_modules"));
  told.clear();
  watched = watchFolders([folder], (path) => told.add(path.slice(folder.length + 1)));
});
afterEach(async () => {
  watched.close();
  await rm(folder, { recursive: true });
});

test("a file that is written, replaced or new in a new folder is told; what nobody imports is not", async () => {
  await writeFile(join(folder, "deep/er/a.ts"), "1");
  await expect.poll(() => [...told]).toContain("deep/er/a.ts");
  await writeFile(join(folder, ".a.ts.tmp"), "2");
  await writeFile(join(folder, "node_modules/b.ts"), "2");
  await rename(join(folder, ".a.ts.tmp"), join(folder, "a.ts"));
  await expect.poll(() => [...told]).toContain("a.ts");
  await mkdir(join(folder, "later"));
  await expect.poll(() => [...told]).toContain("later");
  await writeFile(join(folder, "later/c.ts"), "3");
  await expect.poll(() => [...told]).toContain("later/c.ts");
  expect([...told].filter((path) => path.includes("tmp") || path.includes("b.ts"))).toEqual([]);
});

test.skipIf(process.getuid?.() === 0)(
  "a file that we may not read is told once we may, and the others all the time",
  async () => {
    await writeFile(join(folder, "hidden.ts"), "1", { mode: 0o200 });
    await writeFile(join(folder, "other.ts"), "1");
    await expect.poll(() => [...told]).toContain("other.ts");
    expect([...told]).not.toContain("hidden.ts");
    await chmod(join(folder, "hidden.ts"), 0o644);
    await expect.poll(() => [...told]).toContain("hidden.ts");
  },
);
