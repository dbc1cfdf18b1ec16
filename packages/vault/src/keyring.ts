import { hkdfSync, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

/** What a key is for; no key serves two purposes. */
export type Purpose = "payloads" | "connectors" | "triggers";

/** The keys that can open, by id, and the one that seals. The file is `{"current":"k1","keys":{"k1":"<base64>"}}`. */
export interface Keyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

const KEY_BYTES = 32;
const keyId = z.string().regex(/^[\w.-]{1,64}$/);
const keyringFile = z
  .object({ current: keyId, keys: z.record(keyId, z.base64()) })
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
  return { current: file.data.current, keys };
}

export async function loadKeyring(path: string): Promise<Keyring> {
  return parseKeyring(await readFile(path, "utf8"));
}

/** Makes a new key ring that only its owner can read. @throws EEXIST when there is one. */
export async function createKeyring(path: string): Promise<Keyring> {
  const text = `${JSON.stringify({ current: "k1", keys: { k1: randomBytes(KEY_BYTES).toString("base64") } })}\n`;
  await writeFile(path, text, { mode: 0o600, flag: "wx" });
  return parseKeyring(text);
}

/** HKDF-SHA256 without salt, so that the Python worker derives nothing: it is handed the result. */
export function deriveKey(key: Uint8Array, purpose: Purpose | "sessions"): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, "", `riposte/${purpose}/v1`, KEY_BYTES));
}

/** Text that other software makes signatures with; another one after the current key has changed. */
export function deriveSecret({ current, keys }: Keyring, purpose: "sessions"): string {
  const master = keys.get(current);
  if (master === undefined) throw new Error(`The key ring has no key ${current}.`);
  return Buffer.from(deriveKey(master, purpose)).toString("base64url");
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
