import { z } from "zod";
import type { Graph } from "../graph.ts";
import { graph, graphEdge, noteNode, stepNode, triggerNode } from "../graph.ts";
import { isRecord } from "../json.ts";
import { MOST_STEPS } from "../most-steps.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import { joinPath } from "../render/tree.ts";
import { cutText } from "../cut-text.ts";
import { didYouMean } from "./did-you-mean.ts";
import { shapeInWords } from "./shape-words.ts";
import type { Shape } from "./shape-words.ts";

/** The graph in its full shape, or what is wrong with the shape, each fault at its node. */
export function readGraph(input: unknown): { graph: Graph | null; diagnostics: Diagnostic[] } {
  const parsed = graph.safeParse(input);
  if (parsed.success) return { graph: parsed.data, diagnostics: [] };
  const outer = frame.safeParse(input);
  if (!outer.success) {
    const shape = { thing: "A graph", schema: frame, given: input };
    return { graph: null, diagnostics: faults(outer.error, shape, {}) };
  }
  const nodes = outer.data.nodes.flatMap((node, at) => nodeFaults(node, at));
  const edges = outer.data.edges.flatMap((edge, at) => {
    const result = graphEdge.safeParse(edge);
    return result.success ? [] : faults(result.error, { ...EDGE, given: edge }, { prefix: `edges.${at}` });
  });
  return { graph: null, diagnostics: [...nodes, ...edges] };
}

const EDGE = { thing: "An edge", schema: graphEdge };

const frame = z.strictObject({
  schema: z.literal(1).default(1),
  nodes: z.array(z.unknown()).max(MOST_STEPS),
  edges: z.array(z.unknown()).max(10_000),
});

/** What is wrong with the shape of one node. Whoever puts it right can have it compiled. */
export function checkShape(node: unknown): Diagnostic[] {
  return nodeFaults(node, 0);
}

const SHAPES: readonly z.ZodObject<{ kind: z.ZodLiteral<string> }>[] = [
  triggerNode,
  ...stepNode.options,
  noteNode,
];
const KINDS = SHAPES.map((shape) => shape.shape.kind.value);

/** By the node's own kind, so that a fault is not told as "fits none of nine forms". */
function nodeFaults(node: unknown, at: number): Diagnostic[] {
  const given = isRecord(node) ? node : {};
  const id = typeof given["id"] === "string" ? given["id"] : null;
  const place = id === null ? { prefix: `nodes.${at}` } : { node: id };
  const { kind } = given;
  const shape = SHAPES.find((each) => each.shape.kind.value === kind);
  if (shape === undefined) return [unknownKind(kind, place)];
  const result = shape.safeParse(node);
  if (result.success) return [];
  return faults(result.error, { thing: "A step of this kind", schema: shape, given: node }, place);
}

interface Place {
  /** Its id; absent: nobody can tell. */
  readonly node?: string | null;
  readonly prefix?: string;
}

function unknownKind(kind: unknown, { node = null, prefix = "" }: Place): Diagnostic {
  const isWritten = typeof kind === "string";
  return error({
    code: "invalid_graph",
    message: isWritten
      ? `There is no kind of step called "${cutText(kind, 64)}".`
      : "Say what kind of step it is.",
    hint: `One of ${KINDS.join(", ")}.`,
    ...(isWritten ? didYouMean(kind, KINDS) : {}),
    node,
    field: joinPath(prefix, "kind"),
  });
}

function faults(problem: z.ZodError, shape: Shape, { node = null, prefix = "" }: Place): Diagnostic[] {
  return problem.issues.flatMap((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== "").join(".");
    const fields = issue.code === "unrecognized_keys" ? issue.keys.map((key) => joinPath(path, key)) : [path];
    return fields.map((field) =>
      error({
        code: "invalid_graph",
        ...shapeInWords(field, issue, shape),
        node,
        ...(field === "" ? {} : { field }),
      }),
    );
  });
}
