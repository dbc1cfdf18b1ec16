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
import { loopsHere } from "./loop-reads.ts";
import { isLoopNode, itemIn, loopIn, loopOutput } from "./loop-types.ts";
import type { LoopNode, LoopParts } from "./loop-types.ts";
import { learntSchema, outputSchema } from "./output-schema.ts";
import type { ReadTemplate } from "./templates-of.ts";
import { variableTypes } from "./variable-types.ts";
import type { Given, VariableTypes } from "./variable-types.ts";

/** What templates of a graph can read; made when somebody asks, and kept for as long as the graph is looked at. */
export interface StepTypes {
  /** In the body of these loops, from the inside out. */
  namesIn(loops: readonly LoopNode[]): Names;
  /** What a step gives where it has run. */
  outputOf(step: StepNode): Type;
  /** A template of a step, with those of its outer steps that always run before it for certain. */
  infer(read: ReadTemplate, reader: StepNode, reads: readonly StepNode[]): Inferred;
  /** Of what an author wrote at the top of this step, templates included; what always runs before it is there. */
  ofTree(tree: TemplateTree, reader: StepNode): Type;
}

export function makeStepTypes(draft: Draft): StepTypes {
  const outputs = new Map<string, Type>();
  const variables = new Map<string, Type>();
  const visited = new Map<string, Type>();
  const collected = new Map<string, Type>();

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

  const outputOf = (step: StepNode) => kept(outputs, step.id, () => typeOfOutput(step));
  const variable = (name: string) =>
    kept(variables, name, () => types.union([changesOf(name).whole, types.UNDEFINED]));
  const parts: LoopParts = {
    over: (loop) => kept(visited, loop.id, () => typeOfTree(loop.over, namesOf(loop, "over"))),
    collected: (loop) =>
      kept(collected, loop.id, () => typeOfTree(loop.collect ?? null, namesOf(loop, "collect"))),
  };

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
  };

  function namesIn(loops: readonly LoopNode[]): Names {
    return (name) => {
      if (name === "item") return itemIn(loops, parts);
      if (name === "loop") return loopIn(loops, parts);
      return Object.hasOwn(roots, name) ? (roots[name]?.() ?? null) : null;
    };
  }

  const namesOf = (step: StepNode, field: string) => namesIn(loopsHere(draft, step, { field }));

  function changesOf(name: string): VariableTypes {
    const given = draft.steps.flatMap((step): Given[] =>
      step.kind === "set"
        ? step.assignments.flatMap((one) =>
            one.name === name
              ? [
                  {
                    operation: one.operation ?? "set",
                    value: typeOfTree(one.value ?? null, namesOf(step, "assignments")),
                  },
                ]
              : [],
          )
        : [],
    );
    return variableTypes(given);
  }

  function typeOfOutput(step: StepNode): Type {
    const type = outputWhereItRan(step);
    return step.runIf === undefined ? type : types.union([type, types.NULL]);
  }

  function outputWhereItRan(step: StepNode): Type {
    if (isLoopNode(step)) return loopOutput(step, parts);
    if (step.kind === "set" && step.onFailure === undefined) return ofAssignments(step);
    const schema = learntSchema(step, draft.catalogue) ?? outputSchema(step, draft.catalogue);
    return schema === null ? types.ANY : typeOfSchema(schema);
  }

  function ofAssignments(step: Extract<StepNode, { kind: "set" }>): Type {
    const fields = step.assignments.flatMap(({ name, operation = "set", value = null }) => {
      if (operation === "unset") return [];
      if (operation === "set") return [[name, typeOfTree(value, namesOf(step, "assignments"))] as const];
      const { appended, removed } = changesOf(name);
      return [[name, operation === "append" ? appended : removed] as const];
    });
    return types.dictOf(Object.fromEntries(fields));
  }

  function knownTo(reader: StepNode, reads: readonly StepNode[]): Known {
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
    namesIn,
    outputOf,
    infer: ({ field, template, isExpression }, reader, reads) =>
      inferTemplate(template, namesOf(reader, field), {
        known: knownTo(reader, reads),
        isCondition: isExpression,
      }),
    ofTree: (tree, reader) => typeOfTree(tree, namesOf(reader, "outputs"), knownTo(reader, draft.steps)),
  };
}

type Known = ReadonlyMap<string, Type>;

const NOTHING_KNOWN: Known = new Map();

/** Of what an author wrote, templates included. */
function typeOfTree(tree: TemplateTree, names: Names, known: Known = NOTHING_KNOWN): Type {
  if (typeof tree === "string")
    return isTemplate(tree) ? typeOfText(tree, names, known) : types.literal(tree);
  if (tree === null) return types.NULL;
  if (typeof tree === "boolean") return tree ? types.TRUE : types.FALSE;
  if (typeof tree === "number") return Number.isInteger(tree) ? types.INT : types.FLOAT;
  const within = (inner: TemplateTree) => typeOfTree(inner, names, known);
  if (isList(tree)) return types.listOf(() => types.union([types.NEVER, ...tree.map(within)]));
  if (numberIn(tree) !== null) return types.union([types.INT, types.FLOAT]);
  const fields = membersOf(tree).map(([key, value]) => [key, () => within(value)] as const);
  return types.of({ kind: "dict", fields: new Map(fields), rest: null });
}

function typeOfText(text: string, names: Names, known: Known): Type {
  try {
    return inferTemplate(parseCached(text), names, { known }).type;
  } catch {
    return types.ANY; // Its syntax is told elsewhere.
  }
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
