import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createKeyring, loadKeyring, parseKeyring, purposeKeys } from "./keyring.ts";

test("a new key ring can be read by its owner only, and is never overwritten", async () => {
  const folder = await mkdtemp(join(tmpdir(), "riposte-keyring-"));
  const path = join(folder, "keyring.json");
  try {
    const made = await createKeyring(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await loadKeyring(path)).toEqual(made);
    const text = await readFile(path, "utf8");
    await expect(createKeyring(path)).rejects.toThrow("EEXIST");
    expect(await readFile(path, "utf8")).toBe(text);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each([
  ['{"current":"k1"', "not valid JSON"],
  ['{"current":"k2","keys":{"k1":"AAAA"}}', "the current key is not among the keys"],
  ['{"current":"k1","keys":{"k1":"c2VjcmV0c2VjcmV0"}}', "Key k1 of the key ring is not 32 bytes long"],
  ['{"current":"k1","keys":{"k1":"!"}}', "The key ring is not valid"],
])("%s is refused without showing it", (text, reason) => {
  expect(() => parseKeyring(text)).toThrow(reason);
  expect(() => parseKeyring(text)).not.toThrow("c2VjcmV0");
});

test("a process gets the keys of its purposes only, and never the master key", () => {
  const master = Buffer.alloc(32, 7).toString("base64");
  const text = purposeKeys(parseKeyring(`{"current":"k1","keys":{"k1":"${master}"}}`), ["payloads"]);
  expect(Object.keys(JSON.parse(text).purposes)).toEqual(["payloads"]);
  expect(text).not.toContain(master);
});
