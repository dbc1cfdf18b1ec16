import type { DraftGraph, DraftNode } from "@riposte/draft";
import { approverWords } from "@riposte/plan";
import type { Catalogue } from "@riposte/plan";
import { approversOf, isSomebody } from "./approvers.ts";
import { fillInsOf } from "./fill-ins.ts";

/** Something that a workspace has to have before a playbook of this drawing runs. */
export interface Need {
  readonly kind: "connector" | "script" | "approvers" | "playbook" | "value";
  /** What exactly: a type of connectors, the name of a script or a playbook, "any analyst or above", an example. */
  readonly what: string;
  readonly isHere: boolean;
}

/** Each once, as the steps stand in the drawing. */
export function needsOf(graph: DraftGraph, catalogue: Catalogue): readonly Need[] {
  const found = [
    ...graph.nodes.flatMap((node) => needsOfStep(node, catalogue)),
    // Nobody knows the values of somebody's own before they are filled in.
    ...fillInsOf(graph).map(({ example }): Need => ({ kind: "value", what: example, isHere: false })),
  ];
  return [...new Map(found.map((need) => [`${need.kind} ${need.what}`, need])).values()];
}

function needsOfStep(node: DraftNode, catalogue: Catalogue): readonly Need[] {
  const approvers = approversOf(node).map((approver): Need => ({
    kind: "approvers",
    what: approverWords(approver),
    isHere: isSomebody(approver, catalogue),
  }));
  const playbook = node[node.kind === "sub_playbook" ? "playbook" : "onError"];
  if (typeof playbook === "string") {
    const isHere = [...(catalogue.playbooks?.values() ?? [])].some(({ name }) => name === playbook);
    return [{ kind: "playbook", what: playbook, isHere }];
  }
  return node.kind === "action" ? [...needsOfAction(node, catalogue), ...approvers] : approvers;
}

const SCRIPT = "script.";

function needsOfAction({ action, connector }: DraftNode, catalogue: Catalogue): readonly Need[] {
  if (typeof action !== "string") return [];
  const entry = catalogue.actions.get(action);
  const script: Need[] = action.startsWith(SCRIPT)
    ? [{ kind: "script", what: action.slice(SCRIPT.length), isHere: entry !== undefined }]
    : [];
  const type = entry?.connector ?? null;
  if (type === null || (connector === undefined && entry?.connectorRequired !== true)) return script;
  const isHere = [...catalogue.connectors.values()].includes(type);
  return [...script, { kind: "connector", what: type, isHere }];
}
