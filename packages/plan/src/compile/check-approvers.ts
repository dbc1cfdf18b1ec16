import type { Catalogue } from "../catalogue.ts";
import type { StepNode } from "../graph.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";

const ROLES = ["viewer", "analyst", "author", "admin"];
const MAY_DECIDE = ["analyst", "author", "admin"];
const ROLE = "role:";
const ADDRESS = /^(?:user:)?[^\s@:]+@[^\s@:]+$/;
/** An e-mail is a person's. */
const KNOWN_FORM = /^(?:user:)?[^\s@:]+@[^\s@:]+$|^token:./;

/** Those whom nobody can be: the run would wait until it expires, or for ever. */
export function checkApprovers(
  { catalogue: { people } }: Pick<Draft, "catalogue">,
  node: StepNode,
): Diagnostic[] {
  const found = listOf(node);
  if (found === null) return [];
  const { approvers, list } = found;
  return [...inList(node, approvers, list), ...(people === undefined ? [] : inPeople(people, node, found))];
}

interface Named {
  readonly approvers: readonly string[];
  /** The field. */
  readonly list: string;
}

function listOf(node: StepNode): Named | null {
  if (node.kind === "approval") return { approvers: node.approvers, list: "approvers" };
  if (node.kind !== "action" || node.approval === undefined) return null;
  return { approvers: node.approval.approvers, list: "approval.approvers" };
}

/** Of addresses: whose they are, and whether that person may. Where nobody else is named, nobody could ever decide. */
function inPeople(
  people: NonNullable<Catalogue["people"]>,
  { id }: StepNode,
  { approvers, list }: Named,
): Diagnostic[] {
  const faults = approvers.map((approver) => faultOf(people, approver));
  const nobody = faults.every((fault) => fault !== null);
  return faults.flatMap((fault, at) => {
    if (fault === null) return [];
    const place = { node: id, field: `${list}.${at}` };
    const details = { code: "approver_cannot_decide" as const, ...place, hint: HINT };
    if (!nobody) return [warning({ ...details, message: fault })];
    return [error({ ...details, message: `${fault} Nobody else is named, so nobody could ever decide.` })];
  });
}

const HINT = "Name a role, or somebody who is an analyst at least.";

/** Null where it is no address, or that of somebody who may. */
function faultOf(people: NonNullable<Catalogue["people"]>, approver: string): string | null {
  if (!ADDRESS.test(approver)) return null;
  const address = approver.replace(/^user:/, "").toLowerCase();
  const role = people.get(address);
  if (role === undefined) return `Nobody here has the address "${address}".`;
  return MAY_DECIDE.includes(role) ? null : `${address} is a ${role}, and may not approve anything.`;
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
