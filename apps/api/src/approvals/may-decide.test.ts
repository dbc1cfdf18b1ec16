import { expect, test } from "vitest";
import { mayDecide } from "./may-decide.ts";

const alice = { kind: "token", name: "alice", role: "analyst" } as const;
const root = { kind: "token", name: "root", role: "admin" } as const;

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
  expect(mayDecide({ kind: "token", name: "role:boss", role: "admin" }, ["role:boss"])).toBe(false);
});

test("a person by e-mail, however it is written; a token of that name is somebody else", () => {
  const person = { kind: "person", name: "mia@example.org", role: "analyst" } as const;
  const impostor = { ...person, kind: "token" } as const;
  for (const approver of ["mia@example.org", "Mia@Example.org", "user:mia@example.org"]) {
    expect(mayDecide(person, [approver])).toBe(true);
    expect(mayDecide(impostor, [approver])).toBe(false);
  }
  expect(mayDecide(person, ["token:mia@example.org", "mia", "max@example.org"])).toBe(false);
  expect(mayDecide(person, ["role:analyst"])).toBe(true);
});
