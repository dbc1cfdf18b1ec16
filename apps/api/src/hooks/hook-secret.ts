import { randomBytes } from "node:crypto";
import type { Vault } from "@riposte/vault";

/** 256 random bits: header and HMAC key alike. */
export function newHookSecret(): string {
  return `whs_${randomBytes(32).toString("base64url")}`;
}

export function sealHookSecret(vault: Vault, triggerId: string, secret: string): Uint8Array {
  return vault.seal("triggers", triggerId, Buffer.from(secret, "utf8"));
}

/** @throws SealBroken when it was sealed for another trigger or under a key that is gone. */
export function openHookSecret(vault: Vault, triggerId: string, sealed: Uint8Array): string {
  return Buffer.from(vault.unseal("triggers", triggerId, sealed)).toString("utf8");
}
