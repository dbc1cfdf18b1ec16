import { actorName } from "../context.ts";
import type { Actor } from "../context.ts";
import { atLeast, isRole, ROLES } from "../permissions.ts";

/**
 * Whether somebody is among the designated approvers: `user:<e-mail>`, `token:<name>`, either without what stands in
 * front, or `role:<role>`, which a higher role has too. An admin has no other privilege here.
 */
export function mayDecide(
  actor: Pick<Actor, "kind" | "name" | "role">,
  approvers: readonly string[],
): boolean {
  return approvers.some((approver) => {
    if (approver.startsWith("role:")) {
      const role = approver.slice("role:".length);
      return isRole(role) && atLeast(actor.role, role);
    }
    return inFull(approver) === actorName(actor);
  });
}

/** What names the caller among approvers, in full: the same rule for a query. */
export function designations(actor: Pick<Actor, "kind" | "name" | "role">): readonly string[] {
  const roles = ROLES.filter((role) => atLeast(actor.role, role)).map((role) => `role:${role}`);
  return [actorName(actor), ...roles];
}

/** What holds an @ is an e-mail, so that no token can pass for a person by its name. */
function inFull(approver: string): string {
  if (approver.startsWith("user:")) return approver.toLowerCase();
  if (approver.startsWith("token:")) return approver;
  return approver.includes("@") ? `user:${approver.toLowerCase()}` : `token:${approver}`;
}
