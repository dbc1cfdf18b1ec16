import { describe, expect, test } from "vitest";
import vectors from "../vectors/seal.json" with { type: "json" };
import { parseKeyring, purposeKeys, without } from "./keyring.ts";
import type { Purpose } from "./keyring.ts";
import { aadOf, openVault, SealBroken, sealWith } from "./seal.ts";

const keyring = parseKeyring(JSON.stringify(vectors.keyring));
const vault = openVault(keyring);
const purposes: Record<Purpose, Uint8Array> = {
  payloads: Buffer.from("p"),
  connectors: Buffer.from("c"),
  triggers: Buffer.from("t"),
};

describe("the vectors that the Python worker is held to as well", () => {
  test("purpose keys", () => {
    const text = purposeKeys(keyring, Object.keys(purposes) as Purpose[]);
    expect(JSON.parse(text)).toEqual(vectors.purposeKeys);
  });

  test.each(vectors.cases)("$purpose under $keyId for $context", (vector) => {
    const purpose = vector.purpose as Purpose;
    const keys: Record<string, string> = vectors.purposeKeys.purposes[purpose];
    const key = Buffer.from(keys[vector.keyId] ?? "", "base64");
    const nonce = Buffer.from(vector.nonce, "base64");
    const plaintext = Buffer.from(vector.plaintext, "base64");
    const sealed = sealWith({ keyId: vector.keyId, key, nonce }, aadOf(purpose, vector.context), plaintext);
    expect(Buffer.from(sealed).toString("base64")).toBe(vector.sealed);
    expect(vault.unseal(purpose, vector.context, sealed)).toEqual(plaintext);
  });
});

describe("what was sealed", () => {
  test.each(Object.entries(purposes))("opens again: %s", (purpose, bytes) => {
    const sealed = vault.seal(purpose as Purpose, "here", bytes);
    expect(vault.seal(purpose as Purpose, "here", bytes)).not.toEqual(sealed);
    expect(vault.unseal(purpose as Purpose, "here", sealed)).toEqual(bytes);
  });

  test("opens under an older key after a rotation, and not once that key is gone", () => {
    const older = openVault({ ...keyring, current: "k1" }).seal("triggers", "t", Buffer.from("x"));
    expect(vault.unseal("triggers", "t", older)).toEqual(Buffer.from("x"));
    const later = openVault(without({ ...keyring, current: "k2" }, "k1"));
    expect(() => later.unseal("triggers", "t", older)).toThrow("no key k1");
  });

  test("does not open in another place, or with any bit changed or byte missing", () => {
    const sealed = vault.seal("connectors", "con_a", Buffer.from("secret"));
    expect(() => vault.unseal("connectors", "con_b", sealed)).toThrow(SealBroken);
    expect(() => vault.unseal("payloads", "con_a", sealed)).toThrow(SealBroken);
    for (let index = 0; index < sealed.length; index++) {
      const changed = Uint8Array.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => vault.unseal("connectors", "con_a", changed)).toThrow(SealBroken);
      expect(() => vault.unseal("connectors", "con_a", sealed.subarray(0, index))).toThrow(SealBroken);
    }
  });
});
