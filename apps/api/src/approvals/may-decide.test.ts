import { expect, test } from "vitest";
import { mayDecide } from "./may-decide.ts";

const alice = { name: "alice", role: "analyst" } as const;
const root = { name: "root", role: "admin" } as const;

test("by name, with or without token:", () => {
  expect(mayDecide(alice, ["token:alice"])).toBe(true);
  expect(mayDecide(alice, ["bob", "alice"])).toBe(true);
  expect(mayDecide(alice, ["token:Alice", "alic", "token:"])).toBe(false);
});

test("by role: a higher one has it too, a lower one has not", () => {
  expect(mayDecide(alice, ["role:analyst"])).toBe(true);
  expect(mayDecide(root, ["role:analyst"])).toBe(true);
  expect(mayDecide(alice, ["role:author"])).toBe(false);
});

test("an admin who is not designated may not", () => {
  expect(mayDecide(root, ["token:alice"])).toBe(false);
  expect(mayDecide(root, ["role:admin"])).toBe(true);
});

test("a role that does not exist designates nobody, not even a token of that name", () => {
  expect(mayDecide({ name: "role:boss", role: "admin" }, ["role:boss"])).toBe(false);
});
