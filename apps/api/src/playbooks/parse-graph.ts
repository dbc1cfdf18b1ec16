import { graph as graphSchema } from "@riposte/plan";
import type { Graph } from "@riposte/plan";
import { UserError } from "../user-error.ts";

/** The shape alone; what it means is the compiler's business. */
export function parseGraph(input: unknown): Graph {
  const parsed = graphSchema.safeParse(input);
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
