import { hkdfSync, randomBytes } from "node:crypto";
import { chown, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { z } from "zod";

/** What a key is for; no key serves two purposes. */
export type Purpose = "payloads" | "connectors" | "triggers";

/**
 * The keys that can open, by id and the oldest first, and the one that seals. The file is
 * `{"current":"k1","keys":{"k1":"<base64>"},"since":{"k1":{"added":"<ISO 8601>","current":"<ISO 8601>"}}}`.
 */
export interface Keyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** Since when a key is there and since when it seals; of the first one nothing need be known. */
  readonly since: ReadonlyMap<string, KeyTimes>;
}

export interface KeyTimes {
  readonly added: string;
  readonly current?: string | undefined;
}

const KEY_BYTES = 32;
const keyId = z.string().regex(/^[\w.-]{1,64}$/);
const keyringFile = z
  .object({
    current: keyId,
    keys: z.record(keyId, z.base64()),
    since: z
      .record(keyId, z.object({ added: z.iso.datetime(), current: z.iso.datetime().optional() }).strict())
      .optional(),
  })
  .strict()
  .refine((file) => file.current in file.keys, "the current key is not among the keys");

/** @throws an Error that says what is wrong and shows no key. */
export function parseKeyring(text: string): Keyring {
  const file = keyringFile.safeParse(parseJson(text));
  if (!file.success) throw new Error(`The key ring is not valid: ${z.prettifyError(file.error)}`);
  const keys = new Map<string, Uint8Array>();
  for (const [id, encoded] of Object.entries(file.data.keys)) {
    const key = Buffer.from(encoded, "base64");
    if (key.length !== KEY_BYTES)
      throw new Error(`Key ${id} of the key ring is not ${KEY_BYTES} bytes long.`);
    keys.set(id, key);
  }
  return { current: file.data.current, keys, since: new Map(Object.entries(file.data.since ?? {})) };
}

export async function loadKeyring(path: string): Promise<Keyring> {
  return parseKeyring(await readFile(path, "utf8"));
}

/** Makes a new key ring that only its owner can read. @throws EEXIST when there is one. */
export async function createKeyring(path: string): Promise<Keyring> {
  const keyring = { current: "k1", keys: new Map([["k1", randomBytes(KEY_BYTES)]]), since: new Map() };
  await writeFile(path, textOf(keyring), { mode: 0o600, flag: "wx" });
  return keyring;
}

/** Puts another in its place, all at once, with the owner that it has. */
export async function replaceKeyring(path: string, keyring: Keyring): Promise<void> {
  const { uid, gid } = await stat(path);
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, textOf(keyring), { mode: 0o600, flag: "wx" });
  await chown(draft, uid, gid);
  await rename(draft, path);
}

/** With a new key that opens, and does not seal yet. */
export function withNewKey(keyring: Keyring, now: Date): { readonly id: string; readonly keyring: Keyring } {
  const numbers = [...keyring.keys.keys()].map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  const id = `k${Math.max(0, ...numbers) + 1}`;
  const since = new Map(keyring.since).set(id, { added: now.toISOString() });
  return { id, keyring: { ...keyring, keys: new Map(keyring.keys).set(id, randomBytes(KEY_BYTES)), since } };
}

/** With this key as the one that seals. */
export function promoted(keyring: Keyring, id: string, now: Date): Keyring {
  const added = keyring.since.get(id)?.added ?? now.toISOString();
  const since = new Map(keyring.since).set(id, { added, current: now.toISOString() });
  return { ...keyring, current: id, since };
}

/** Without this key: what only it opens is lost. */
export function without(keyring: Keyring, id: string): Keyring {
  const others = <V>(map: ReadonlyMap<string, V>) => new Map([...map].filter(([other]) => other !== id));
  return { ...keyring, keys: others(keyring.keys), since: others(keyring.since) };
}

function textOf({ current, keys, since }: Keyring): string {
  const encoded = [...keys].map(([id, key]) => [id, Buffer.from(key).toString("base64")]);
  const file = { current, keys: Object.fromEntries(encoded), since: Object.fromEntries(since) };
  return `${JSON.stringify(file)}\n`;
}

/** HKDF-SHA256 without salt, so that the Python worker derives nothing: it is handed the result. */
export function deriveKey(key: Uint8Array, purpose: Purpose | "sessions"): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, "", `riposte/${purpose}/v1`, KEY_BYTES));
}

/** Text that other software makes signatures with; the same until the oldest key is retired. */
export function deriveSecret({ keys }: Pick<Keyring, "keys">, purpose: "sessions"): string {
  const [oldest] = keys.values();
  if (oldest === undefined) throw new Error("The key ring is empty.");
  return Buffer.from(deriveKey(oldest, purpose)).toString("base64url");
}

/** JSON for a process that may know these purposes only: `{"current":"k1","purposes":{"payloads":{"k1":"…"}}}`. */
export function purposeKeys(keyring: Keyring, purposes: readonly Purpose[]): string {
  const encoded = (purpose: Purpose) =>
    [...keyring.keys].map(([id, key]) => [id, Buffer.from(deriveKey(key, purpose)).toString("base64")]);
  return JSON.stringify({
    current: keyring.current,
    purposes: Object.fromEntries(purposes.map((purpose) => [purpose, Object.fromEntries(encoded(purpose))])),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("The key ring is not valid JSON."); // The parser's message would quote the file.
  }
}
