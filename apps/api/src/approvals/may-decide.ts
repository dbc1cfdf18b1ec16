import type { Actor } from "../context.ts";
import { atLeast, isRole } from "../permissions.ts";

/**
 * Whether somebody is among the designated approvers: `token:<name>`, a bare name, or `role:<role>`,
 * which a higher role has too. An admin has no other privilege here.
 */
export function mayDecide(actor: Pick<Actor, "name" | "role">, approvers: readonly string[]): boolean {
  return approvers.some((approver) => {
    if (approver.startsWith("role:")) {
      const role = approver.slice("role:".length);
      return isRole(role) && atLeast(actor.role, role);
    }
    return approver === actor.name || approver === `token:${actor.name}`;
  });
}
