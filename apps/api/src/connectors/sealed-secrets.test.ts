import { openVault } from "@riposte/vault";
import { expect, test } from "vitest";
import { isSealedNow, openSecrets, sealSecrets } from "./sealed-secrets.ts";

test("secrets of an earlier key can be read, and are sealed again at the next save", () => {
  const [k1, k2] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const before = openVault({ current: "k1", keys: new Map([["k1", k1]]) });
  const keys = new Map([
    ["k1", k1],
    ["k2", k2],
  ]);
  const after = openVault({ current: "k2", keys });
  const old = { id: "con_1", secrets: Buffer.from(sealSecrets(before, "con_1", { key: "s" })) };
  expect(isSealedNow(before, old)).toBe(true);
  expect(isSealedNow(after, old)).toBe(false);
  const again = { id: "con_1", secrets: Buffer.from(sealSecrets(after, "con_1", openSecrets(after, old))) };
  expect(isSealedNow(after, again)).toBe(true);
  expect(openSecrets(openVault({ current: "k2", keys: new Map([["k2", k2]]) }), again)).toEqual({ key: "s" });
  expect(isSealedNow(after, { secrets: Buffer.alloc(0) })).toBe(true);
});
