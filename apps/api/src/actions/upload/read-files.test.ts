import { zipSync } from "fflate";
import type { Zippable } from "fflate";
import { expect, test } from "vitest";
import { readFiles } from "./read-files.ts";

const text = (source: string) => new TextEncoder().encode(source);
const zipOf = (files: Zippable) => ({ name: "scripts.zip", bytes: zipSync(files) });
const SOURCE = "def main():\n    return 1\n";

test("single files and zips give their scripts, by name without folders", async () => {
  const zip = zipOf({
    "in/block.py": text(SOURCE),
    "in/readme.md": text("x"),
    "__MACOSX/._block.py": text("x"),
  });
  expect(await readFiles([zip, { name: "free.py", bytes: text("\uFEFFx = 1\n") }])).toEqual({
    scripts: [
      { file: "block.py", source: SOURCE },
      { file: "free.py", source: "x = 1\n" },
    ],
    ignored: ["in/readme.md"],
  });
});

test.each([
  [
    "a script that is not UTF-8",
    { name: "a.py", bytes: Uint8Array.of(0x23, 0xe9, 0x0a) },
    "a.py is not UTF-8 text",
  ],
  ["one that is no text", { name: "a.py", bytes: text("x\0y") }, "a.py holds a NUL character"],
  ["an empty one", { name: "a.py", bytes: text(" \n") }, "a.py is empty"],
  ["a large one", { name: "a.py", bytes: new Uint8Array(1_000_001).fill(35) }, "a.py is larger than 1 MB"],
  ["something else", { name: "a.exe", bytes: text("MZ") }, "a.exe is no script"],
  ["a zip that is none", { name: "a.zip", bytes: text("PK") }, "a.zip is no zip that can be read"],
  ["a zip without scripts", zipOf({ "a.txt": text("x") }), "scripts.zip holds no script"],
  ["a path that climbs out", zipOf({ "../../etc/evil.py": text(SOURCE) }), "whose path leads out of it"],
  ["a path from the root", zipOf({ "/etc/evil.py": text(SOURCE) }), "whose path leads out of it"],
  ["a path with backslashes", zipOf({ "..\\evil.py": text(SOURCE) }), "whose path leads out of it"],
  [
    "a link",
    zipOf({ "a.py": [text("/etc/passwd"), { os: 3, attrs: (0o120_777 << 16) >>> 0 }] }),
    "a.py in scripts.zip is a link",
  ],
  [
    "a bomb in one file",
    zipOf({ "a.py": new Uint8Array(200_000_000) }),
    "a.py in scripts.zip unpacks to more than 1 MB",
  ],
  [
    "a bomb in many files",
    zipOf(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.py`, new Uint8Array(900_000)]))),
    "scripts.zip unpacks to more than 8 MB",
  ],
  [
    "a bomb of entries",
    zipOf(Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`${at}.py`, text("x")]))),
    "scripts.zip holds more than 500 files",
  ],
  ["two of a name", zipOf({ "a/x.py": text(SOURCE), "b/x.py": text(SOURCE) }), "x.py is there twice"],
])("%s is refused in a sentence", async (_, file, words) => {
  const refused = readFiles([file]);
  await expect(refused).rejects.toThrow(words);
  await expect(refused).rejects.toThrow(/\. Nothing was uploaded\.$/);
});

test("a zip that lies about what it unpacks to is broken off", async () => {
  const { name, bytes } = zipOf({ "a.py": new Uint8Array(500_000) });
  // The size stands in the file's own header and in the directory: both say 10 bytes.
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at + 4 <= bytes.length; at++)
    if (view.getUint32(at, true) === 500_000) view.setUint32(at, 10, true);
  await expect(readFiles([{ name, bytes }])).rejects.toThrow("does not unpack to what the zip says it holds");
});

test("more than may come at once is refused before anything is read", async () => {
  const bytes = new Uint8Array(9 * 1_048_576);
  await expect(readFiles([{ name: "a.zip", bytes }])).rejects.toThrow("The upload is larger than 8 MB");
});
