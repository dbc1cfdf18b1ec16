import { parseExpression } from "@riposte/template";
import type { Catalogue } from "../catalogue.ts";
import { graphEdge } from "../graph.ts";
import { inferTemplate } from "../types/infer-template.ts";
import { membersOf } from "../types/members.ts";
import { isFault, itemsOf } from "../types/outcome.ts";
import { ANY } from "../types/type.ts";
import type { Type } from "../types/type.ts";
import { shortWordsOf } from "../types/words.ts";
import { makeDraft } from "./draft.ts";
import { checkShape, readGraph } from "./read-graph.ts";
import { makeStepTypes } from "./step-types.ts";
import type { StepTypes } from "./step-types.ts";

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

/** For who writes templates in a graph, of whatever shape: unfinished steps are passed over. */
export function memberFinder(
  { nodes, edges }: { readonly nodes: readonly unknown[]; readonly edges: readonly unknown[] },
  catalogue: Catalogue,
): FindMembers {
  let types: StepTypes | null | undefined;
  return (expression, loops) => {
    types ??= typesOf({ nodes, edges }, catalogue);
    const type = types === null ? null : typeOf(expression, types, loops);
    if (type === null) return [];
    return membersOf(type).map((member) => ({
      name: member.name,
      type: shortWordsOf(member.type),
      isLearnt: member.type.learnt,
    }));
  };
}

function typesOf(
  { nodes, edges }: { readonly nodes: readonly unknown[]; readonly edges: readonly unknown[] },
  catalogue: Catalogue,
): StepTypes | null {
  const { graph } = readGraph({
    nodes: nodes.filter((node) => checkShape(node).length === 0),
    edges: edges.filter((edge) => graphEdge.safeParse(edge).success),
  });
  if (graph === null) return null;
  return makeStepTypes({ ...makeDraft(graph, catalogue), flow: null, variableFlow: { isSet: () => true } });
}

/** Null where it cannot be read. */
function typeOf(expression: string, types: StepTypes, loops: ReadonlyMap<string, string>): Type | null {
  const names = (name: string): Type | null => {
    const over = loops.get(name);
    if (over === undefined) return types.names(name);
    const inner = typeOf(over, types, new Map([...loops].filter(([known]) => known !== name)));
    const items = inner === null ? ANY : itemsOf(inner);
    return isFault(items) ? ANY : items;
  };
  try {
    return inferTemplate(parseExpression(expression), names).type;
  } catch {
    return null;
  }
}
