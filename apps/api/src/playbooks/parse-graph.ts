import { faultInWords, faultPlace, graphOf, readGraph } from "@riposte/plan";
import type { Graph } from "@riposte/plan";
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
  const field = ["graph", ...faultPlace(given, first).path].join(".");
  const message = `${faultInWords(given, first)}${moreProblems(diagnostics.length - 1)}`;
  throw new UserError("bad_request", message, { field, diagnostics });
}

function readText(text: string): unknown {
  try {
    return graphOf(decodeData(text));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new UserError("bad_request", `graph: ${error.message}`, { field: "graph", cause: error });
  }
}
