import { compileDraft } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { OWN_RELEASE, whyNotRun } from "@riposte/db";
import type { CallableRow } from "@riposte/db";
import type { Compiled, Diagnostic, Plan } from "@riposte/plan";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import { learntResults } from "../catalogue/learnt-results.ts";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";

interface Input {
  readonly graph: DraftGraph;
  /** The playbook's; without an id it is not there yet. */
  readonly name: string;
  readonly id?: string | undefined;
  /** Playbooks that will be published together with it. */
  readonly coming?: readonly CallableRow[] | undefined;
  /** Of a test: where it is to stand, by step, with the condition where there is one. */
  readonly breakpoints?: ReadonlyMap<string, string | null>;
}

/** Against what this workspace has at this moment. */
export async function compileGraph(
  ctx: Context,
  { graph, name, id, coming = [], breakpoints }: Input,
): Promise<Compiled> {
  const known = await workspaceCatalogue(ctx, coming);
  const called = new Set(graph.nodes.flatMap(({ action }) => (typeof action === "string" ? [action] : [])));
  const found = await learntResults(
    ctx,
    [...known.actions.values()].filter(({ key }) => called.has(key)),
  );
  const catalogue = { ...known, learnt: new Map(found.map(({ action, result }) => [action, result])) };
  return compileDraft(graph, {
    name,
    catalogue,
    ...(id === undefined ? {} : { id }),
    ...(breakpoints === undefined ? {} : { breakpoints }),
  });
}

/**
 * What is to run. @throws UserError with all diagnostics when one of them is an error, and where open runs show that a
 * newer version of Riposte is in use: what this one compiles would mean something older.
 */
export async function requirePlan(
  { services, actor }: Context,
  { graph, name }: Input,
  { plan, ...compiled }: Compiled,
  done: "published" | "tested" = "published",
): Promise<Compiled & { readonly plan: Plan }> {
  const older = await whyNotRun(services.sql, OWN_RELEASE, actor.workspaceId);
  if (older !== null) throw new UserError("conflict", `${name} was not ${done}. ${older}`);
  if (plan !== null) return { plan, ...compiled };
  const { diagnostics } = compiled;
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const [first] = errors;
  if (first === undefined) throw new Error("No plan and no error came out of the compiler.");
  const more = moreProblems(errors.length - 1);
  const message = `${name} was not ${done}. ${placeOf(graph, first)}${first.message}${more}`;
  throw new UserError("bad_request", message, { field: "graph", diagnostics });
}

export function moreProblems(count: number): string {
  if (count === 0) return "";
  return count === 1 ? " There is one more problem." : ` There are ${count} more problems.`;
}

/** As the step's card has it. */
function placeOf(graph: DraftGraph, { node, field }: Diagnostic): string {
  if (node === null) return "";
  const { label, name } = graph.nodes.find(({ id }) => id === node) ?? { label: node, name: "" };
  const title = typeof label === "string" && label !== "" ? label : name || node;
  return field === undefined ? `Step "${title}": ` : `Step "${title}", ${field}: `;
}
