import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { deriveKey } from "./keyring.ts";
import type { Keyring, Purpose } from "./keyring.ts";

// Sealed: 0x01 | length of the key id | key id | nonce (12) | AES-256-GCM ciphertext and tag (16).
// The AAD is `<purpose>:<context>`: what was sealed for one place does not open in another.
// The Python worker reads and writes the same; packages/vault/vectors hold both to it.

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Vault {
  readonly seal: (purpose: Purpose, context: string, bytes: Uint8Array) => Uint8Array;
  /** @throws SealBroken */
  readonly unseal: (purpose: Purpose, context: string, sealed: Uint8Array) => Uint8Array;
  /** Whether it was sealed with the key that seals now. @throws SealBroken */
  readonly isCurrent: (sealed: Uint8Array) => boolean;
}

/** It was changed, was sealed for another place, or its key is not in the ring. */
export class SealBroken extends Error {
  override readonly name: string = "SealBroken";
}

/** It may have come to the ring since that was read. */
export class KeyMissing extends SealBroken {
  override readonly name = "KeyMissing";
}

export function openVault(keyring: Pick<Keyring, "current" | "keys">): Vault {
  // As key objects: from bytes, Node makes one anew for each message, which takes longer than the message.
  const derived = new Map<string, KeyObject>();
  function keyFor(keyId: string, purpose: Purpose): KeyObject {
    const name = `${purpose}/${keyId}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    const master = keyring.keys.get(keyId);
    if (master === undefined) throw new KeyMissing(`The key ring has no key ${keyId}.`);
    const key = createSecretKey(deriveKey(master, purpose));
    derived.set(name, key);
    return key;
  }
  return {
    seal: (purpose, context, bytes) => {
      const keyId = keyring.current;
      const nonce = randomBytes(NONCE_BYTES);
      return sealWith({ keyId, key: keyFor(keyId, purpose), nonce }, aadOf(purpose, context), bytes);
    },
    unseal: (purpose, context, sealed) => {
      const { keyId, nonce, body } = dissect(sealed);
      return open({ key: keyFor(keyId, purpose), nonce }, aadOf(purpose, context), body);
    },
    isCurrent: (sealed) => dissect(sealed).keyId === keyring.current,
  };
}

/** Only for `openVault` and the test vectors: a nonce must never be used twice with a key. */
export function sealWith(
  by: { readonly keyId: string; readonly key: Uint8Array | KeyObject; readonly nonce: Uint8Array },
  aad: Uint8Array,
  bytes: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv("aes-256-gcm", by.key, by.nonce).setAAD(aad);
  const id = Buffer.from(by.keyId, "ascii");
  const parts = [Buffer.from([FORMAT, id.length]), id, by.nonce, cipher.update(bytes), cipher.final()];
  return Buffer.concat([...parts, cipher.getAuthTag()]);
}

export function aadOf(purpose: Purpose, context: string): Uint8Array {
  return Buffer.from(`${purpose}:${context}`, "utf8");
}

function dissect(sealed: Uint8Array): { keyId: string; nonce: Uint8Array; body: Uint8Array } {
  const [format, idLength = 0] = sealed;
  const start = 2 + idLength;
  if (format !== FORMAT || sealed.length < start + NONCE_BYTES + TAG_BYTES) {
    throw new SealBroken("This is not something that Riposte sealed.");
  }
  return {
    keyId: Buffer.from(sealed.subarray(2, start)).toString("latin1"),
    nonce: sealed.subarray(start, start + NONCE_BYTES),
    body: sealed.subarray(start + NONCE_BYTES),
  };
}

function open(by: { key: KeyObject; nonce: Uint8Array }, aad: Uint8Array, body: Uint8Array): Uint8Array {
  const decipher = createDecipheriv("aes-256-gcm", by.key, by.nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad).setAuthTag(body.subarray(body.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken("It was changed, or sealed for another place.");
  }
}
