import { z } from "zod";
import type { Graph } from "../graph.ts";
import { graph, graphEdge, noteNode, stepNode, triggerNode } from "../graph.ts";
import { isRecord } from "../json.ts";
import { MOST_STEPS } from "../most-steps.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import { joinPath } from "../render/tree.ts";
import { shapeInWords } from "./shape-words.ts";

/** The graph in its full shape, or what is wrong with the shape, each fault at its node. */
export function readGraph(input: unknown): { graph: Graph | null; diagnostics: Diagnostic[] } {
  const parsed = graph.safeParse(input);
  if (parsed.success) return { graph: parsed.data, diagnostics: [] };
  const outer = frame.safeParse(input);
  if (!outer.success) return { graph: null, diagnostics: faults(outer.error, null, "") };
  const nodes = outer.data.nodes.flatMap((node, at) => nodeFaults(node, at));
  const edges = outer.data.edges.flatMap((edge, at) => {
    const result = graphEdge.safeParse(edge);
    return result.success ? [] : faults(result.error, null, `edges.${at}`);
  });
  return { graph: null, diagnostics: [...nodes, ...edges] };
}

const frame = z.strictObject({
  schema: z.literal(1).default(1),
  nodes: z.array(z.unknown()).max(MOST_STEPS),
  edges: z.array(z.unknown()).max(10_000),
});

/** What is wrong with the shape of one node. Whoever puts it right can have it compiled. */
export function checkShape(node: unknown): Diagnostic[] {
  return nodeFaults(node, 0);
}

/** By the node's own kind, so that a fault is not told as "fits none of nine forms". */
function nodeFaults(node: unknown, at: number): Diagnostic[] {
  const kind = isRecord(node) ? node["kind"] : null;
  const shape = kind === "trigger" ? triggerNode : kind === "note" ? noteNode : stepNode;
  const result = shape.safeParse(node);
  if (result.success) return [];
  const id = isRecord(node) && typeof node["id"] === "string" ? node["id"] : null;
  return faults(result.error, id, id === null ? `nodes.${at}` : "");
}

function faults(problem: z.ZodError, node: string | null, prefix: string): Diagnostic[] {
  return problem.issues.flatMap((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== "").join(".");
    const fields = issue.code === "unrecognized_keys" ? issue.keys.map((key) => joinPath(path, key)) : [path];
    return fields.map((field) =>
      error({
        code: "invalid_graph",
        ...shapeInWords(field, issue),
        node,
        ...(field === "" ? {} : { field }),
      }),
    );
  });
}
