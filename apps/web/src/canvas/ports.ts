import { harmlessText } from "@riposte/plan/harmless-text";
import type { DraftNode } from "@riposte/draft";

/** A way out of a step, as the canvas draws it. */
export interface Port {
  readonly id: string;
  /** For people; empty where it needs no word, as there is only one way on. */
  readonly label: string;
  readonly tone: "plain" | "good" | "bad";
}

const PLAIN: Port = { id: "default", label: "", tone: "plain" };
const EACH: Port = { id: "each", label: "each", tone: "plain" };
const FAILED: Port = { id: "on_failure", label: "on failure", tone: "bad" };
const CANCELLED: Port = { id: "on_cancel", label: "when cancelled", tone: "bad" };
const REJECTED: Port = { id: "rejected", label: "rejected", tone: "bad" };
const EXPIRED: Port = { id: "expired", label: "expired", tone: "plain" };
const TIMED_OUT: Port = { id: "timed_out", label: "timed out", tone: "plain" };
const APPROVED: Port = { id: "approved", label: "approved", tone: "good" };

/** The ways out that a step has as it is written now; what is half written counts as far as it goes. */
export function portsOf(node: DraftNode): readonly Port[] {
  if (node.kind === "trigger") return node["onCancel"] === undefined ? [PLAIN] : [PLAIN, CANCELLED];
  if (node["standsFor"] === true) return [PLAIN];
  if (["fail", "stop", "return", "note"].includes(node.kind)) return [];
  const ports = [...ownPorts(node), ...(node["onFailure"] === "branch" ? [FAILED] : [])];
  return [...new Map(ports.map((port) => [port.id, port])).values()];
}

function ownPorts(node: DraftNode): readonly Port[] {
  if (node.kind === "for_each" || node.kind === "while") return [EACH, { ...PLAIN, label: "then" }];
  if (node.kind === "condition" || node.kind === "switch") {
    return [...caseNames(node).map(plainPort), { id: "else", label: "else", tone: "plain" }];
  }
  if (node.kind === "wait_event") return [{ ...PLAIN, label: "arrived" }, TIMED_OUT];
  if (node.kind === "approval") return [APPROVED, REJECTED, EXPIRED];
  const asks = node.kind === "action" && node["approval"] !== undefined;
  const branches = branchNames(node).map(plainPort);
  if (branches.length > 0) return asks ? [...branches, REJECTED, EXPIRED] : branches;
  return asks ? [{ ...PLAIN, label: "approved", tone: "good" }, REJECTED, EXPIRED] : [PLAIN];
}

function plainPort(name: string): Port {
  return { id: name, label: harmlessText(name), tone: "plain" };
}

/** Of an action that says by which of its ways it goes on. */
function branchNames(node: DraftNode): string[] {
  const branches = node.kind === "action" ? node["branches"] : undefined;
  return Array.isArray(branches) ? branches.filter((name) => typeof name === "string") : [];
}

function caseNames(node: DraftNode): string[] {
  const cases = node["cases"];
  if (!Array.isArray(cases)) return [];
  const names = cases.map((one: unknown) =>
    typeof one === "object" && one !== null && "name" in one ? String(one.name) : "",
  );
  return names.filter((name) => name !== "");
}

/** Where it goes on: a loop when it is over, and not into its body. */
export function mainPort(node: DraftNode): Port | undefined {
  const ports = portsOf(node);
  return ports.find(({ id }) => id === PLAIN.id) ?? ports[0];
}

/** Whether anything can lead to it. */
export function hasEntry(node: DraftNode): boolean {
  return (node.kind !== "trigger" && node.kind !== "note") || node["standsFor"] === true;
}

/** Ways out that edges still start from although the step has none of that name: they keep the draft from being published. */
export function lostPorts(ports: readonly Port[], connected: ReadonlySet<string>): readonly Port[] {
  const known = new Set(ports.map(({ id }) => id));
  return [...connected]
    .filter((id) => !known.has(id))
    .map((id) => ({ id, label: harmlessText(id), tone: "bad" }));
}

/** The way out behind the name of its step: ", on rejected", ", on failure". */
export function portWords({ id, label }: Port): string {
  if (label === "") return "";
  return id === FAILED.id || id === CANCELLED.id ? `, ${label}` : `, on ${label}`;
}

/** Whether the way out needs its word: a lone way on does not. */
export function needsRows(ports: readonly Port[]): boolean {
  return ports.length > 1;
}
