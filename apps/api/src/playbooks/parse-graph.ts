import { graphOf, isRecord, readGraph } from "@riposte/plan";
import type { Diagnostic, Graph } from "@riposte/plan";
import { DataError, decodeData } from "@riposte/template";
import { UserError } from "../user-error.ts";
import { moreProblems } from "./compile-graph.ts";

/**
 * The shape alone; what it means is the compiler's business. Handed in as JSON text it is read without loss; as
 * JSON it has been through a reader that makes 1 of 1.0.
 */
export function parseGraph(input: unknown): Graph {
  const given = typeof input === "string" ? readText(input) : input;
  const { graph, diagnostics } = readGraph(given);
  if (graph !== null) return graph;
  const [first] = diagnostics;
  if (first === undefined) throw new Error("No graph and no fault came out of reading it.");
  const { field, place } = placeOf(given, first);
  const hint = first.hint === undefined ? "" : ` ${first.hint}`;
  const message = `${place}: ${first.message}${hint}${moreProblems(diagnostics.length - 1)}`;
  throw new UserError("bad_request", message, { field, diagnostics });
}

/** `field` for programs; people know the step by its name. */
function placeOf(graph: unknown, { node, field }: Diagnostic): { field: string; place: string } {
  const nodes: readonly unknown[] = isRecord(graph) && Array.isArray(graph["nodes"]) ? graph["nodes"] : [];
  const at = node === null ? -1 : nodes.findIndex((each) => isRecord(each) && each["id"] === node);
  const path = ["graph", ...(at === -1 ? [] : ["nodes", at]), ...(field === undefined ? [] : [field])].join(
    ".",
  );
  const found = nodes[at];
  if (!isRecord(found)) return { field: path, place: path };
  const name = [found["label"], found["name"], node].find((each) => typeof each === "string" && each !== "");
  return { field: path, place: `Step "${String(name)}"${field === undefined ? "" : `, ${field}`}` };
}

function readText(text: string): unknown {
  try {
    return graphOf(decodeData(text));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new UserError("bad_request", `graph: ${error.message}`, { field: "graph", cause: error });
  }
}
