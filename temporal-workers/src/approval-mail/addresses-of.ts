import type { Role } from "@riposte/db";

interface Member {
  readonly email: string;
  readonly role: Role;
}

const ROLES = ["viewer", "analyst", "author", "admin"] as const satisfies readonly Role[];

/**
 * Where those who may decide get their mail. A role is written to at its own members; those above it, who may
 * decide as well, only where it has none. Tokens have no address.
 */
export function addressesOf(approvers: readonly string[], members: readonly Member[]): readonly string[] {
  const found = approvers.flatMap((approver) => {
    if (approver.startsWith("role:")) return membersOf(approver.slice("role:".length), members);
    const email = approver.startsWith("user:") ? approver.slice("user:".length) : approver;
    return email.includes("@") && !approver.startsWith("token:") ? [email.toLowerCase()] : [];
  });
  return [...new Set(found)];
}

function membersOf(role: string, members: readonly Member[]): readonly string[] {
  const at = ROLES.findIndex((each) => each === role);
  const able = at < 0 ? [] : ROLES.slice(at);
  for (const each of able) {
    const emails = members.filter((member) => member.role === each).map(({ email }) => email);
    if (emails.length > 0) return emails;
  }
  return [];
}
