import { expect, test } from "vitest";
import vectors from "../../vectors/addresses.json" with { type: "json" };
import { canonicalAddress, forbiddenAddress } from "./address.ts";

// The egress proxy of scripts is held to the same (python-activities/tests/test_egress_guard.py).
const own = new Set(vectors.own);

test.each(vectors.refused)("refuses %s", (address) => {
  expect(forbiddenAddress(address, own)).not.toBeNull();
});

test.each(vectors.passes)("lets %s pass", (address) => {
  expect(forbiddenAddress(address, own)).toBeNull();
});

test("an address has one spelling", () => {
  expect(canonicalAddress("2606:4700:0:0:0:0:0:1111")).toBe("2606:4700::1111");
  expect(canonicalAddress("FE80::1%eth0")).toBe("fe80::1");
  expect(canonicalAddress("example.com")).toBeNull();
});
