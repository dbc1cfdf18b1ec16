import { cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where products of one run of the tests share what the first of them has built and compiled; null for each alone. */
const shared = process.env["RIPOSTE_TEST_CACHE"] ?? null;

/** Before the first start on this data folder. */
export async function takeSharedCache(data: string): Promise<void> {
  if (shared === null || !(await isFilled(shared))) return;
  // By this one the product knows a folder as its own.
  await mkdir(join(data, "logs"), { mode: 0o750 });
  await cp(join(shared, "cache"), join(data, "cache"), { recursive: true });
}

/** What Node is writing just now has six letters more. */
const isWhole = (path: string) => !/\.\w{6}$/.test(path);

/** Once the product on this data folder runs. */
export async function giveSharedCache(data: string): Promise<void> {
  if (shared === null || (await isFilled(shared))) return;
  const unfinished = join(shared, `unfinished-${process.pid}`);
  await mkdir(unfinished);
  for (const name of await readdir(join(data, "cache"))) {
    if (name !== "modules" && !/^workflows-\w+\.js$/.test(name)) continue;
    await cp(join(data, "cache", name), join(unfinished, name), { recursive: true, filter: isWhole });
  }
  // Somebody else may have been first.
  await rename(unfinished, join(shared, "cache")).catch(() => rm(unfinished, { recursive: true }));
}

async function isFilled(folder: string): Promise<boolean> {
  return (await readdir(folder)).includes("cache");
}
