import type { Role } from "@riposte/db";

/** From the least to the most; each may do what those before it may. */
export const ROLES = ["viewer", "analyst", "author", "admin"] as const satisfies readonly Role[];

/** Each permission and the least role that has it. A procedure names one of these, or it is not served. */
export const PERMISSIONS = {
  "me.read": "viewer",
  "me.write": "viewer",
  /** Whoever draws an approval has to name people. */
  "people.read": "author",
  "people.write": "admin",
  "playbooks.read": "viewer",
  "playbooks.write": "author",
  "playbooks.publish": "author",
  /** The hook's secret lets anybody start runs, so that seeing it is an author's matter. */
  "playbooks.hook": "author",
  "actions.read": "viewer",
  "actions.write": "author",
  "connectors.read": "viewer",
  "connectors.write": "admin",
  "runs.read": "viewer",
  "runs.start": "analyst",
  "runs.cancel": "analyst",
  "runs.resolve": "analyst",
  "runs.pause": "analyst",
  /** What becomes of a step that failed and asks, an output given by hand included. */
  "runs.choose": "analyst",
  /** Nothing is tidied up, and steps at work are left in doubt. */
  "runs.terminate": "author",
  /** What Temporal holds of it, decrypted. */
  "runs.decode": "admin",
  "approvals.read": "viewer",
  /** The role is not enough: the approval names who may decide it. */
  "approvals.decide": "analyst",
  "tokens.read": "admin",
  "tokens.write": "admin",
  "alerts.read": "viewer",
  "alerts.write": "analyst",
  "outbox.read": "analyst",
  "audit.read": "admin",
  "status.read": "viewer",
  "inbox.read": "analyst",
  "inbox.release": "admin",
  /** Tokens of runners, and which of them take nothing new. */
  "runners.write": "admin",
  "keys.read": "admin",
  "keys.write": "admin",
} as const satisfies Record<string, Role>;

export type Permissions = typeof PERMISSIONS;
export type Permission = keyof Permissions;

export function atLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

export function allows(role: Role, permission: Permission): boolean {
  return atLeast(role, PERMISSIONS[permission]);
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
