import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { Place } from "./canvas-context.ts";
import type { Choice } from "./choices.ts";
import { nodeOf } from "./graph-questions.ts";
import type { Kind } from "./kinds.ts";
import { kindOf } from "./kinds.ts";
import { textOf } from "./node-fields.ts";
import type { Known } from "./plain-line.ts";

const MOST = 4;

/** A key, or any step of a kind. */
type Next = string | { readonly kind: Kind };

const GETTER: Next = { kind: "getter" };
const ENRICHER: Next = { kind: "enricher" };
const SETTER: Next = { kind: "setter" };
const NOTIFIER: Next = { kind: "notifier" };

/** Where nothing is drawn yet to learn from. */
const USUAL: Readonly<Record<Kind, readonly Next[]>> = {
  trigger: ["logic:condition", GETTER, ENRICHER, "logic:for_each"],
  getter: ["logic:condition", ENRICHER, "logic:for_each", SETTER],
  enricher: ["logic:condition", "approval", SETTER, NOTIFIER],
  setter: [NOTIFIER, "logic:respond", "logic:condition", SETTER],
  notifier: ["logic:wait_event", "logic:respond", SETTER, "logic:stop"],
  helper: ["logic:condition", "logic:set", SETTER, NOTIFIER],
  logic: [SETTER, "approval", NOTIFIER, GETTER],
  approval: [SETTER, NOTIFIER, "logic:respond", "logic:stop"],
  script: ["logic:condition", "logic:set", SETTER, NOTIFIER],
};

/** After what went wrong, or was not wanted. */
const USUAL_AFTER_PORT: Readonly<Record<string, readonly Next[]>> = {
  on_failure: [NOTIFIER, "logic:fail", "logic:set", SETTER],
  on_cancel: [SETTER, NOTIFIER],
  rejected: [NOTIFIER, "logic:stop", "logic:fail", SETTER],
  expired: [NOTIFIER, "approval", "logic:fail"],
  timed_out: [NOTIFIER, "logic:fail", "approval"],
  else: [NOTIFIER, "logic:stop", "logic:join", "logic:condition"],
};

interface Asked {
  readonly graph: DraftGraph;
  readonly place: Place;
  /** What may be put there, in the palette's order. */
  readonly choices: readonly Choice[];
  /** Keys, the newest first: of a kind these come before others. */
  readonly recent: readonly string[];
  readonly known: Known;
}

/** What usually comes next: first as it was drawn elsewhere in this playbook, then as playbooks go. */
export function suggestedNext({ graph, place, choices, recent, known }: Asked): readonly Choice[] {
  const from = nodeOf(graph, place.from?.node);
  if (from === undefined) return [];
  const port = place.from?.port ?? "default";
  const byKey = new Map(choices.map((choice) => [choice.key, choice]));
  const usual = USUAL_AFTER_PORT[port] ?? USUAL[kindOf(from, known.actions)];
  const found = [
    ...drawnAfter(graph, from, port).map((key) => byKey.get(key)),
    ...usual.map((next) => (typeof next === "string" ? byKey.get(next) : ofKind(next.kind, choices, recent))),
  ];
  return [...new Set(found)].filter((choice) => choice !== undefined).slice(0, MOST);
}

function ofKind(kind: Kind, choices: readonly Choice[], recent: readonly string[]): Choice | undefined {
  const all = choices.filter((choice) => choice.kind === kind);
  return recent.map((key) => all.find((choice) => choice.key === key)).find(Boolean) ?? all[0];
}

/** What follows other steps of the same sort here, the most frequent first. */
function drawnAfter({ nodes, edges }: DraftGraph, from: DraftNode, port: string): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const same = choiceKeyOf(from);
  const times = new Map<string, number>();
  for (const edge of edges) {
    const [source, target] = [byId.get(edge.from), byId.get(edge.to)];
    if (source === undefined || target === undefined || source.id === from.id || edge.port !== port) continue;
    if (choiceKeyOf(source) !== same) continue;
    const key = choiceKeyOf(target);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return [...times].toSorted(([, a], [, b]) => b - a).map(([key]) => key);
}

/** The key of the choice that makes such a step. */
function choiceKeyOf(node: DraftNode): string {
  if (node.kind === "action") return `action:${textOf(node, "action")}`;
  if (node.kind === "trigger") return `trigger:${textOf(node, "trigger")}`;
  return node.kind === "approval" ? "approval" : `logic:${node.kind}`;
}
