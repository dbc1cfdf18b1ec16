import type { DraftNode } from "@riposte/draft";
import type { Catalogue } from "@riposte/plan";

/** From the least to the most; each may decide what those before it may. */
const ROLES = ["viewer", "analyst", "author", "admin"];
const ROLE = "role:";

/** Those whom the step asks. */
export function approversOf({ kind, approvers, approval }: DraftNode): readonly string[] {
  const named = kind === "approval" ? approvers : membersOf(approval)["approvers"];
  return Array.isArray(named) ? named.filter((one) => typeof one === "string") : [];
}

/** Whether there is somebody whom it names, as far as that is known. */
export function isSomebody(approver: string, { people }: Pick<Catalogue, "people">): boolean {
  if (people === undefined) return true;
  if (!approver.startsWith(ROLE)) return people.has(approver.replace(/^user:/, "").toLowerCase());
  const least = ROLES.indexOf(approver.slice(ROLE.length));
  return [...people.values()].some((role) => ROLES.indexOf(role) >= least);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
