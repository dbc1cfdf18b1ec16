import { isTemplate, parseCached } from "@riposte/template";
import type { StepNode } from "../graph.ts";
import type { TemplateTree } from "../plan.ts";
import { isList, membersOf, numberIn } from "../tree-data.ts";
import type { Names } from "../types/env.ts";
import { typeOfSchema } from "../types/from-schema.ts";
import { inferTemplate } from "../types/infer-template.ts";
import type { Inferred } from "../types/infer-template.ts";
import { pathKey } from "../types/path.ts";
import * as types from "../types/type.ts";
import type { Type } from "../types/type.ts";
import type { Draft } from "./draft.ts";
import { eventSchema } from "./event-schema.ts";
import { outputSchema } from "./output-schema.ts";
import type { ReadTemplate } from "./templates-of.ts";

/** What templates of a graph can read; made when somebody asks, and kept for as long as the graph is looked at. */
export interface StepTypes {
  readonly names: Names;
  /** What a step gives where it has run. */
  outputOf(step: StepNode): Type;
  /** A template of a step, with those of its outer steps that always run before it for certain. */
  infer(read: ReadTemplate, reader: StepNode, reads: readonly StepNode[]): Inferred;
  /** Of what an author wrote in this step, templates included. */
  ofTree(tree: TemplateTree, reader: StepNode): Type;
}

export function makeStepTypes(draft: Draft): StepTypes {
  const outputs = new Map<string, Type>();
  const variables = new Map<string, Type>();

  let depth = 0;

  /** While it is being found out, whoever asks is told that it can be anything: a variable may lead to itself. */
  function kept(known: Map<string, Type>, key: string, make: () => Type): Type {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (depth === DEEPEST) return types.ANY;
    known.set(key, types.ANY);
    depth += 1;
    const type = make();
    depth -= 1;
    known.set(key, type);
    return type;
  }

  const outputOf = (step: StepNode) => kept(outputs, step.id, () => typeOfOutput(draft, step, ofTree));
  const variable = (name: string) =>
    kept(variables, name, () =>
      types.union([...assigned(draft, name).map((tree) => ofTree(tree)), types.UNDEFINED]),
    );

  const byName = lazily(draft.stepsByName, outputOf);
  const byId = lazily(draft.stepsById, outputOf);
  const event = () => {
    const schema = draft.trigger === null ? null : eventSchema(draft.trigger, draft.catalogue);
    return schema === null ? types.ANY : typeOfSchema(schema);
  };
  const vars = [...draft.variables].map((name) => [name, () => variable(name)] as const);
  const roots: Readonly<Record<string, () => Type>> = {
    trigger: event,
    steps: () => byName,
    node: () => byId,
    vars: () => types.of({ kind: "dict", fields: new Map(vars), rest: () => types.ANY }),
    run: () => RUN,
    playbook: () => PLAYBOOK,
    item: () => types.ANY,
    loop: () => types.ANY,
  };
  const names: Names = (name) => (Object.hasOwn(roots, name) ? (roots[name]?.() ?? null) : null);

  /** With a reader the steps that always run before it are known to be there. */
  function ofTree(tree: TemplateTree, reader?: StepNode): Type {
    if (typeof tree === "string") return isTemplate(tree) ? ofText(tree, reader) : types.literal(tree);
    if (tree === null) return types.NULL;
    if (typeof tree === "boolean") return tree ? types.TRUE : types.FALSE;
    if (typeof tree === "number") return Number.isInteger(tree) ? types.INT : types.FLOAT;
    if (isList(tree))
      return types.listOf(() => types.union([types.NEVER, ...tree.map((one) => ofTree(one, reader))]));
    if (numberIn(tree) !== null) return types.union([types.INT, types.FLOAT]);
    const fields = membersOf(tree).map(([key, value]) => [key, () => ofTree(value, reader)] as const);
    return types.of({ kind: "dict", fields: new Map(fields), rest: null });
  }

  function ofText(text: string, reader: StepNode | undefined): Type {
    try {
      const known = reader === undefined ? undefined : knownTo(reader, draft.steps);
      const { type } = inferTemplate(parseCached(text), names, known === undefined ? {} : { known });
      return type;
    } catch {
      return types.ANY; // Its syntax is told elsewhere.
    }
  }

  function knownTo(reader: StepNode, reads: readonly StepNode[]): Map<string, Type> {
    const certain = reads.filter(({ id }) => draft.flow?.isAlwaysBefore(id, reader.id) === true);
    const known = certain.flatMap((step) => {
      const output = outputOf(step);
      return [
        [pathKey(["steps", step.name]), output],
        [pathKey(["node", step.id]), output],
      ] as const;
    });
    return new Map(known);
  }

  return {
    names,
    outputOf,
    ofTree,
    infer: ({ template, isExpression }, reader, reads) =>
      inferTemplate(template, names, { known: knownTo(reader, reads), isCondition: isExpression }),
  };
}

/** How far one value is followed to the one it was made of. */
const DEEPEST = 40;

const RUN = types.dictOf({ id: types.STRING, started_at: types.STRING });
const PLAYBOOK = types.dictOf({ id: types.STRING, name: types.STRING, version: types.INT });

function lazily(steps: ReadonlyMap<string, StepNode>, outputOf: (step: StepNode) => Type): Type {
  const fields = [...steps].map(
    ([key, step]) => [key, () => types.union([outputOf(step), types.UNDEFINED])] as const,
  );
  return types.of({ kind: "dict", fields: new Map(fields), rest: () => types.ANY });
}

function typeOfOutput(draft: Draft, step: StepNode, ofTree: (tree: TemplateTree) => Type): Type {
  if (step.kind === "set" && step.onFailure === undefined) {
    const fields = step.assignments.map(
      (one) => [one.name, isPlain(one) ? ofTree(one.value ?? null) : types.ANY] as const,
    );
    return types.dictOf(Object.fromEntries(fields));
  }
  const schema = outputSchema(step, draft.catalogue);
  if (schema !== null) return typeOfSchema(schema);
  const learnt = step.kind === "action" ? draft.catalogue.learnt?.get(step.action) : undefined;
  return learnt === undefined ? types.ANY : typeOfSchema(learnt);
}

type Assignment = Extract<StepNode, { kind: "set" }>["assignments"][number];

/** Every value that some step gives the variable. */
function assigned({ steps }: Draft, name: string): TemplateTree[] {
  return steps.flatMap((step) =>
    step.kind === "set"
      ? step.assignments.flatMap((one) =>
          one.name === name ? [isPlain(one) ? (one.value ?? null) : ANYTHING] : [],
        )
      : [],
  );
}

/** Of a value that is worked out by something else than its template alone, nothing is known. */
function isPlain(assignment: Assignment): boolean {
  return Object.keys(assignment).every((key) => key === "name" || key === "value");
}

const ANYTHING = "{{ anything }}";
