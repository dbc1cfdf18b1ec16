import type { StepNode } from "../graph.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";

const ROLES = ["viewer", "analyst", "author", "admin"];
const ROLE = "role:";
/** An e-mail is a person's. */
const KNOWN_FORM = /^(?:user:)?[^\s@:]+@[^\s@:]+$|^token:./;

/** Those whom nobody can be: the run would wait until it expires, or for ever. */
export function checkApprovers(node: StepNode): Diagnostic[] {
  if (node.kind === "approval") return inList(node, node.approvers, "approvers");
  if (node.kind !== "action" || node.approval === undefined) return [];
  return inList(node, node.approval.approvers, "approval.approvers");
}

function inList({ id }: StepNode, approvers: readonly string[], list: string): Diagnostic[] {
  return approvers.flatMap((approver, at) => {
    const place = { node: id, field: `${list}.${at}` };
    if (approver.startsWith(ROLE)) {
      const role = approver.slice(ROLE.length);
      if (ROLES.includes(role)) return [];
      const near = didYouMean(role, ROLES);
      const hint = near.hint ?? `It is one of: ${ROLES.join(", ")}.`;
      return [error({ code: "unknown_role", message: `There is no role "${role}".`, ...place, hint })];
    }
    if (KNOWN_FORM.test(approver)) return [];
    const message = `"${approver}" is neither a role nor an e-mail address: only a token of that name could approve.`;
    const hint = "Write role:analyst, somebody's e-mail address, or token: and the name of a token.";
    return [warning({ code: "doubtful_approver", message, ...place, hint })];
  });
}
