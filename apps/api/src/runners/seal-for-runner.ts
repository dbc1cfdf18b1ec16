import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from "node:crypto";

/** For whom and what it is: opens with nothing else (`riposte_runner/remote/envelope.py`). */
export interface Binding {
  readonly workspace: string;
  readonly group: string;
  readonly runner: string;
  readonly job: string;
  readonly run: string;
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
  readonly fence: number;
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface Envelope {
  readonly binding: Binding;
  /** In base64: our half of the key, which is made for this envelope alone. */
  readonly key: string;
  readonly nonce: string;
  readonly sealed: string;
}

/** DER of an X25519 public key, up to its 32 bytes. */
const KEY_PREFIX = Buffer.from("302a300506032b656e032100", "hex");

/**
 * Seals what only the process opens that has the other half of this key: not even who ends the TLS on the way.
 * @throws when that is no X25519 key.
 */
export function sealForRunner(runnerKey: Uint8Array, binding: Binding, bytes: Uint8Array): Envelope {
  const theirs = createPublicKey({
    key: Buffer.concat([KEY_PREFIX, runnerKey]),
    format: "der",
    type: "spki",
  });
  const ours = generateKeyPairSync("x25519");
  const secret = diffieHellman({ privateKey: ours.privateKey, publicKey: theirs });
  const key = Buffer.from(hkdfSync("sha256", secret, "", "riposte runner job", 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(boundTo(binding), "utf8"));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  const own = ours.publicKey.export({ format: "der", type: "spki" }).subarray(KEY_PREFIX.length);
  return {
    binding,
    key: own.toString("base64"),
    nonce: nonce.toString("base64"),
    sealed: sealed.toString("base64"),
  };
}

/** A list, so that no part passes for two. */
function boundTo(of: Binding): string {
  return JSON.stringify([
    of.workspace,
    of.group,
    of.runner,
    of.job,
    of.run,
    of.step,
    of.scope,
    of.attempt,
    of.fence,
    of.expiresAt,
  ]);
}
