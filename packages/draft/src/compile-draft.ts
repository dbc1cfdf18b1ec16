import { checkShape, compile } from "@riposte/plan";
import type { Compiled, CompileOptions, Diagnostic } from "@riposte/plan";
import type { DraftGraph } from "./draft-graph.ts";
import { repairNode, topOf } from "./repair-node.ts";
import type { Repaired } from "./repair-node.ts";

/**
 * Everything there is to say about a graph as it is drawn. A step that is not finished keeps nobody from hearing
 * about the others: it is compiled with stand-ins, about which nothing is said.
 */
export function compileDraft(graph: DraftGraph, options: CompileOptions): Compiled {
  const repairs = new Map<string, Repaired>();
  const unfinished: Diagnostic[] = [];
  const nodes = graph.nodes.map((node, at) => {
    const faults = checkShape(node);
    if (faults.length === 0) return node;
    unfinished.push(...faults);
    const repaired = repairNode(node, faults, at);
    repairs.set(node.id, repaired);
    return repaired.node;
  });
  const compiled = compile({ ...graph, nodes }, options);
  if (unfinished.length === 0) return compiled;
  const others = compiled.diagnostics.filter((diagnostic) => isMeant(diagnostic, repairs));
  return { ...compiled, plan: null, diagnostics: [...unfinished, ...others] };
}

function isMeant({ node, field, code }: Diagnostic, repairs: ReadonlyMap<string, Repaired>): boolean {
  const repaired = node === null ? undefined : repairs.get(node);
  if (repaired === undefined) return true;
  return code !== "unknown_port" && !repaired.replaced.has(topOf(field));
}
