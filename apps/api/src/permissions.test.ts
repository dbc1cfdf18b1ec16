import { expect, test } from "vitest";
import { allows, atLeast, isRole, PERMISSIONS } from "./permissions.ts";
import type { Permission } from "./permissions.ts";

const ROLES = ["viewer", "analyst", "author", "admin"] as const;

test("a role may do all that a lesser one may, and the least role is exactly the one in the table", () => {
  for (const [permission, least] of Object.entries(PERMISSIONS) as [Permission, (typeof ROLES)[number]][]) {
    expect(ROLES.filter((role) => allows(role, permission))).toEqual(ROLES.slice(ROLES.indexOf(least)));
  }
});

test("nobody below admin makes tokens, reads the audit log or changes connectors", () => {
  for (const permission of ["tokens.write", "tokens.read", "audit.read", "connectors.write"] as const) {
    expect(allows("author", permission)).toBe(false);
  }
});

test("roles are ordered and closed", () => {
  expect(atLeast("author", "analyst")).toBe(true);
  expect(atLeast("viewer", "analyst")).toBe(false);
  expect(isRole("root")).toBe(false);
  expect(isRole("__proto__")).toBe(false);
});
