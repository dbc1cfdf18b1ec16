import type { StepNode } from "../graph.ts";
import { loopsAround } from "./blocks.ts";
import type { Draft } from "./draft.ts";
import { isLoopNode } from "./loop-types.ts";
import type { LoopNode } from "./loop-types.ts";
import type { Reading } from "./templates-of.ts";

/** Rendered within the iterations, and not where the loop stands. */
export function isCollecting({ field }: Pick<Reading, "field">): boolean {
  return field === "collect" || field.startsWith("collect.");
}

/** The blocks whose steps can be read here: the loops around it, and the top, which is called undefined. */
export function blocksAround(
  draft: Draft,
  node: StepNode,
  reading: Reading,
): ReadonlySet<string | undefined> {
  const own = isCollecting(reading) ? [node.id] : [];
  return new Set([...own, ...loopsAround(draft.stepsById, node), undefined]);
}

/** The loops whose iteration a template is rendered in, from the inside out. */
export function loopsHere(
  draft: Draft,
  node: StepNode,
  reading: Pick<Reading, "field">,
): readonly LoopNode[] {
  const isOwn = isCollecting(reading) || (node.kind === "while" && reading.field === "condition");
  const around = loopsAround(draft.stepsById, node);
  return [...(isOwn ? [node.id] : []), ...around].flatMap((id) => {
    const loop = draft.stepsById.get(id);
    return loop !== undefined && isLoopNode(loop) ? [loop] : [];
  });
}

const LOOP_FIELDS = ["index", "index0", "first", "parent"];
const FOR_EACH_FIELDS = [...LOOP_FIELDS, "last", "length", "item"];
const WHILE_FIELDS = [...LOOP_FIELDS, "previous"];

/** What is wrong with the field of `loop` that is read; null: nothing, or nobody knows. */
export function loopMember(
  around: readonly StepNode[],
  { reference }: Reading,
): { readonly message: string; readonly hint?: string } | null {
  if (around.length === 0) return { message: 'There is no "loop" here: this step stands in none.' };
  let loops = around;
  const path = reference.path.slice(1);
  while (path[0] === "parent" && loops.length > 1) {
    loops = loops.slice(1);
    path.shift();
  }
  const [member] = path;
  const fields = loops[0]?.kind === "while" ? WHILE_FIELDS : FOR_EACH_FIELDS;
  const known = loops.length > 1 ? fields : fields.filter((field) => field !== "parent");
  if (member === undefined || known.includes(String(member))) return null;
  return { message: `"loop" has no field "${String(member)}" here.`, hint: `It has: ${known.join(", ")}.` };
}
