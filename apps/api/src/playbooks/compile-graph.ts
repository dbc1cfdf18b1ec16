import { compileDraft } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import type { Compiled, Plan } from "@riposte/plan";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";

/** Against what this workspace has at this moment. */
export async function compileGraph(
  ctx: Context,
  input: { readonly graph: DraftGraph; readonly name: string },
): Promise<Compiled> {
  return compileDraft(input.graph, { name: input.name, catalogue: await workspaceCatalogue(ctx) });
}

/** @throws UserError with all diagnostics when one of them is an error. */
export function refuseErrors(
  name: string,
  { plan, diagnostics }: Compiled,
  done: "published" | "tested" = "published",
): Compiled & { readonly plan: Plan } {
  if (plan !== null) return { plan, diagnostics };
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const [first] = errors;
  if (first === undefined) throw new Error("No plan and no error came out of the compiler.");
  const where =
    first.node === null ? "" : ` at ${first.node}${first.field === undefined ? "" : `.${first.field}`}`;
  const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more)`;
  throw new UserError("bad_request", `${name} was not ${done}${where}: ${first.message}${more}`, {
    field: "graph",
    diagnostics,
  });
}
