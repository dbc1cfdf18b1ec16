import { graph as graphSchema, graphOf } from "@riposte/plan";
import type { Graph } from "@riposte/plan";
import { DataError, decodeData } from "@riposte/template";
import { UserError } from "../user-error.ts";

/**
 * The shape alone; what it means is the compiler's business. Handed in as JSON text it is read without loss; as
 * JSON it has been through a reader that makes 1 of 1.0.
 */
export function parseGraph(input: unknown): Graph {
  const parsed = graphSchema.safeParse(typeof input === "string" ? readText(input) : input);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => ({
    field: ["graph", ...issue.path].join("."),
    message: issue.message,
  }));
  const first = places[0];
  throw new UserError("bad_request", `${first?.field}: ${first?.message}`, {
    ...(first === undefined ? {} : { field: first.field }),
    diagnostics: places,
  });
}

function readText(text: string): unknown {
  try {
    return graphOf(decodeData(text));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new UserError("bad_request", `graph: ${error.message}`, { field: "graph", cause: error });
  }
}
