import { expect, test } from "vitest";
import { addressesOf } from "./addresses-of.ts";

const members = [
  { email: "ann@example.com", role: "analyst" },
  { email: "bo@example.com", role: "analyst" },
  { email: "root@example.com", role: "admin" },
] as const;

test("a role is its members, each once; an e-mail is itself; a token has none", () => {
  expect(addressesOf(["role:analyst", "user:Ann@example.com", "Eve@example.com"], members)).toEqual([
    "ann@example.com",
    "bo@example.com",
    "eve@example.com",
  ]);
  expect(addressesOf(["token:ci", "ci", "token:a@example.com", "role:boss"], members)).toEqual([]);
});

test("a role that nobody has is written to at the next above it that somebody has", () => {
  expect(addressesOf(["role:author"], members)).toEqual(["root@example.com"]);
  expect(addressesOf(["role:viewer"], members)).toEqual(["ann@example.com", "bo@example.com"]);
});
