import { titleOf, valueAt } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { approverWords } from "@riposte/plan";
import type { Catalogue } from "@riposte/plan";
import { importPlaybook } from "../import-playbook.ts";
import type { Imported } from "../import-playbook.ts";
import { pathOf } from "../settled.ts";
import type { ReportEntry } from "../report.ts";
import { inOrder } from "../report.ts";
import { approversOf, isSomebody } from "./approvers.ts";
import { fillInsOf } from "./fill-ins.ts";

/** A playbook that comes with the product. */
export interface Template {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly graph: unknown;
  /** Those that it brings along. */
  readonly scripts: readonly { readonly name: string; readonly hash: string }[];
}

/**
 * An import of it: no file of anybody's, so no entry has a line, what it brings along is offered, and what only its
 * user knows is to be filled in.
 * @param names What all templates are called: playbooks that steps run may be among them.
 */
export function startFrom(template: Template, catalogue: Catalogue, names: readonly string[]): Imported {
  const { scripts, ...document } = template;
  const found = importPlaybook(JSON.stringify(document), catalogue);
  const offered = found.report.map((entry) => ({ ...withOffer(entry, scripts, names), line: null }));
  const { nodes } = found.graph;
  const report = [
    ...offered,
    ...otherScripts(nodes, scripts, catalogue),
    ...nobodyToAsk(nodes, catalogue),
    ...toFillIn(found.graph),
  ];
  return { ...found, report: inOrder(report) };
}

function withOffer(entry: ReportEntry, scripts: Template["scripts"], names: readonly string[]): ReportEntry {
  const { wants, left } = entry;
  if (wants?.kind === "playbook" && names.includes(wants.name)) {
    const message = entry.message.replace(
      "Import that first, or choose another one.",
      "There is a template of that name: start from it, publish it and switch it on.",
    );
    return { ...entry, message, wants: { kind: "template", name: wants.name } };
  }
  const script = scripts.find(({ name }) => left === `script.${name}`);
  if (entry.code !== "action_missing" || script === undefined) return entry;
  const message = entry.message.replace(
    "Add it, or choose another one.",
    "It comes with the template: add it.",
  );
  return { ...entry, message, wants: { kind: "script", name: script.name } };
}

/** What is here under the name of a script that the template brings along: it is taken, and said. */
function otherScripts(
  nodes: readonly DraftNode[],
  scripts: Template["scripts"],
  { actions }: Catalogue,
): readonly ReportEntry[] {
  return nodes.flatMap((node) => {
    const own = scripts.find(({ name }) => node["action"] === `script.${name}`);
    const there = own === undefined ? undefined : actions.get(`script.${own.name}`);
    if (own === undefined || there === undefined || there.script?.hash === own.hash) return [];
    const message = `${titleOf(node)} calls ${own.name}, which was here already and is not the template's. See whether it does the same.`;
    return [
      { code: "script_differs", weight: "changed", message, line: null, node: node.id, field: "action" },
    ];
  });
}

function nobodyToAsk(nodes: readonly DraftNode[], catalogue: Catalogue): readonly ReportEntry[] {
  return nodes.flatMap((node) => {
    const approvers = approversOf(node);
    if (approvers.length === 0 || approvers.some((one) => isSomebody(one, catalogue))) return [];
    const field = node.kind === "approval" ? "approvers" : "approval.approvers";
    const who = approvers.map((one) => approverWords(one)).join(", ");
    const entry: ReportEntry = {
      code: "approver_missing",
      weight: "missing",
      message: `${titleOf(node)} asks ${who}, and there is nobody here. Invite somebody, or name others.`,
      line: null,
      node: node.id,
      field,
      left: valueAt(node, pathOf(field)) ?? null,
      wants: { kind: "approver", approvers },
    };
    return [entry];
  });
}

function toFillIn(graph: DraftGraph): readonly ReportEntry[] {
  return fillInsOf(graph).map(({ node, field, value, example }) => ({
    code: "value_to_fill_in",
    weight: "missing",
    message: `${titleOf(node)} has ${example}, which is an example. Write your own.`,
    line: null,
    node: node.id,
    field,
    left: value,
  }));
}
