import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { modulesAt } from "./module-folders.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "modules of "));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, ...paths: string[]) {
  for (const path of ["manifest.json", ...paths]) {
    await mkdir(join(folder, name, path, ".."), { recursive: true });
    await writeFile(join(folder, name, path), path);
  }
}

const read = async (path: string) => Promise.all((await modulesAt(path)).map((one) => one()));

test("the folder of a module is its files, without tests and what tools leave", async () => {
  await put(
    "talk",
    "main.py",
    "talk/greet.py",
    "tests/test_greet.py",
    ".git/config",
    "talk/__pycache__/greet.pyc",
  );
  const [found] = await read(join(folder, "talk"));
  expect(found?.files.map(({ path }) => path)).toEqual(["main.py", "manifest.json", "talk/greet.py"]);
  expect(found?.files[0]?.base64).toBe(Buffer.from("main.py").toString("base64"));
});

test("a checkout is its modules, each by itself", async () => {
  await put("one");
  await put("two");
  await mkdir(join(folder, "docs"));
  expect((await read(folder)).map(({ place }) => place)).toEqual([join(folder, "one"), join(folder, "two")]);
});

test("a zip is sent as it is", async () => {
  await writeFile(join(folder, "talk.zip"), "PK");
  expect((await read(join(folder, "talk.zip")))[0]?.files).toEqual([{ path: "talk.zip", base64: "UEs=" }]);
});

test("a link is refused before anything is read", async () => {
  await put("talk", "main.py");
  await symlink("/etc/passwd", join(folder, "talk", "helpers.py"));
  await expect(read(join(folder, "talk"))).rejects.toThrow(
    /helpers\.py is a link, and links are not followed/,
  );
});

test("a file of 200 MB is refused before it is read", async () => {
  await put("talk", "data.bin");
  await truncate(join(folder, "talk", "data.bin"), 200 * 1_048_576);
  await expect(read(join(folder, "talk"))).rejects.toThrow(/data\.bin is larger than 5 MB/);
});

test("what is no module is said to be none", async () => {
  await expect(read(folder)).rejects.toThrow(/is no module, and holds none/);
  await expect(read(join(folder, "nowhere"))).rejects.toThrow(/there is no such file or folder/);
});
