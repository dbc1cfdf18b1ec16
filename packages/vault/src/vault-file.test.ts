import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createKeyring, loadKeyring, promoted, replaceKeyring, withNewKey, without } from "./keyring.ts";
import { openVaultFile } from "./vault-file.ts";

const SECRET = Buffer.from("secret");
/** Longer than a process takes to look at the file again. */
const LATER_MS = 1_100;

async function ring() {
  const folder = await mkdtemp(join(tmpdir(), "riposte-vault-"));
  const path = join(folder, "keyring.json");
  await createKeyring(path);
  const troubles: unknown[] = [];
  return {
    path,
    troubles,
    open: () => openVaultFile(path, (error) => troubles.push(error)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

test("keys are rotated under processes that go on: none fails to open what another seals", async () => {
  await using file = await ring();
  const [first, second] = [file.open(), file.open()];
  const old = first.seal("payloads", "temporal", SECRET);

  const added = withNewKey(await loadKeyring(file.path), new Date());
  await replaceKeyring(file.path, added.keyring);
  await replaceKeyring(file.path, promoted(added.keyring, added.id, new Date()));
  await sleep(LATER_MS);
  const fresh = first.seal("payloads", "temporal", SECRET);
  expect([first.isCurrent(old), first.isCurrent(fresh)]).toEqual([false, true]);
  // The second process has not looked since: it finds the key when it meets it.
  for (const vault of [first, second]) {
    for (const sealed of [old, fresh]) expect(vault.unseal("payloads", "temporal", sealed)).toEqual(SECRET);
  }

  await replaceKeyring(file.path, without(await loadKeyring(file.path), "k1"));
  const third = file.open();
  expect(third.unseal("payloads", "temporal", fresh)).toEqual(SECRET);
  expect(() => third.unseal("payloads", "temporal", old)).toThrow("no key k1");
  expect(file.troubles).toEqual([]);
});

test("a file that is broken meanwhile changes nothing, and is told", async () => {
  await using file = await ring();
  const vault = file.open();
  const sealed = vault.seal("triggers", "t", SECRET);
  const whole = await readFile(file.path, "utf8");
  await writeFile(file.path, whole.slice(0, 20));
  await sleep(LATER_MS);
  expect(vault.isCurrent(vault.seal("triggers", "t", SECRET))).toBe(true);
  expect(vault.unseal("triggers", "t", sealed)).toEqual(SECRET);
  expect(String(file.troubles[0])).toContain("not valid JSON");
  expect(String(file.troubles)).not.toContain(whole.slice(20, 40));
});
