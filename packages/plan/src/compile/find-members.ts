import { parseExpression } from "@riposte/template";
import type { Catalogue } from "../catalogue.ts";
import { graphEdge } from "../graph.ts";
import type { Names } from "../types/env.ts";
import { inferTemplate } from "../types/infer-template.ts";
import { membersOf } from "../types/members.ts";
import { isFault, itemsOf } from "../types/outcome.ts";
import { ANY } from "../types/type.ts";
import type { Type } from "../types/type.ts";
import { shortWordsOf } from "../types/words.ts";
import { makeDraft } from "./draft.ts";
import { isLoopNode } from "./loop-types.ts";
import { checkShape, readGraph } from "./read-graph.ts";
import { makeStepTypes } from "./step-types.ts";

/** A field of what an expression gives. */
export interface Member {
  readonly name: string;
  /** "text", "list or object"; empty where nobody knows. */
  readonly type: string;
  /** Only recorded runs had it. */
  readonly isLearnt: boolean;
}

/** The fields of an expression's value; `loops`: what the loops around it visit, by the name of the item. */
export type FindMembers = (expression: string, loops: ReadonlyMap<string, string>) => readonly Member[];

/**
 * For who writes templates in a graph, of whatever shape: unfinished steps are passed over. `blocks`: the ids of the
 * loops whose iterations the template is rendered in, from the inside out.
 */
export function memberFinder(
  { nodes, edges }: { readonly nodes: readonly unknown[]; readonly edges: readonly unknown[] },
  catalogue: Catalogue,
  blocks: readonly string[] = [],
): FindMembers {
  let found: Names | null | undefined;
  return (expression, loops) => {
    found ??= namesOf({ nodes, edges }, catalogue, blocks);
    const type = found === null ? null : typeOf(expression, found, loops);
    if (type === null) return [];
    return membersOf(type).map((member) => ({
      name: member.name,
      type: shortWordsOf(member.type),
      isLearnt: member.type.learnt,
    }));
  };
}

function namesOf(
  { nodes, edges }: { readonly nodes: readonly unknown[]; readonly edges: readonly unknown[] },
  catalogue: Catalogue,
  blocks: readonly string[],
): Names | null {
  const { graph } = readGraph({
    nodes: nodes.filter((node) => checkShape(node).length === 0),
    edges: edges.filter((edge) => graphEdge.safeParse(edge).success),
  });
  if (graph === null) return null;
  const draft = { ...makeDraft(graph, catalogue), flow: null, variableFlow: { isSet: () => true } };
  const around = blocks.flatMap((id) => draft.stepsById.get(id) ?? []).filter(isLoopNode);
  return makeStepTypes(draft).namesIn(around);
}

/** Null where it cannot be read. */
function typeOf(expression: string, outside: Names, loops: ReadonlyMap<string, string>): Type | null {
  const names = (name: string): Type | null => {
    const over = loops.get(name);
    if (over === undefined) return outside(name);
    const inner = typeOf(over, outside, new Map([...loops].filter(([known]) => known !== name)));
    const items = inner === null ? ANY : itemsOf(inner);
    return isFault(items) ? ANY : items;
  };
  try {
    return inferTemplate(parseExpression(expression), names).type;
  } catch {
    return null;
  }
}
