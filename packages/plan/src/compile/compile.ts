import type { Catalogue } from "../catalogue.ts";
import type { StepNode } from "../graph.ts";
import type { Breakpoint } from "../engine/protocol.ts";
import type { Plan } from "../plan.ts";
import { checkAction } from "./check-action.ts";
import { checkBlocks } from "./blocks.ts";
import { checkApprovers } from "./check-approvers.ts";
import { checkEvent } from "./check-event.ts";
import { checkKind } from "./check-kind.ts";
import { checkTriggerConfig } from "./check-trigger-config.ts";
import { checkTriggerKeys } from "./check-trigger-keys.ts";
import { checkTypes } from "./check-types.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Draft } from "./draft.ts";
import { makeDraft } from "./draft.ts";
import { makeFlow } from "./flow.ts";
import { lower } from "./lower.ts";
import type { StepReads } from "./lower.ts";
import { givenBy } from "./given-by.ts";
import { checkOnError, checkSubPlaybook } from "./check-playbook.ts";
import { checkPolicies } from "./policies.ts";
import { readGraph } from "./read-graph.ts";
import type { Reads } from "./resolve-references.ts";
import { resolveReferences } from "./resolve-references.ts";
import { sortNodes } from "./sort-nodes.ts";
import { collectFieldsOf, fieldsOf } from "./step-fields.ts";
import type { StepField } from "./step-fields.ts";
import { makeStepTypes } from "./step-types.ts";
import type { StepTypes } from "./step-types.ts";
import { checkEdges, checkNames, checkReach, checkTrigger } from "./structure.ts";
import { readTemplates } from "./templates-of.ts";
import { checkUnwinding } from "./unwinding.ts";
import { makeVariableFlow } from "./variable-flow.ts";

export interface CompileOptions {
  /** The playbook's. */
  readonly name: string;
  readonly catalogue: Catalogue;
  /** The playbook's id, where it has one already: what it calls must not lead back to it. */
  readonly id?: string;
  /** Where a test of it is to stand, by step; with the condition, an expression, where only some of it is. */
  readonly breakpoints?: ReadonlyMap<string, string | null>;
}

export interface Compiled {
  /** Null when any diagnostic is an error. */
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Those that were asked for and whose steps are there; the plan knows nothing of them. */
  readonly breakpoints: readonly Breakpoint[];
  /** What is wrong with their conditions. No test is refused for it: what cannot be worked out stands, and says why. */
  readonly breakpointFaults: readonly Diagnostic[];
}

/**
 * From a graph, of whatever shape, to a plan: everything there is to say about it at once, and nothing
 * is thrown.
 */
export function compile(
  input: unknown,
  { name, catalogue, id, breakpoints = NONE }: CompileOptions,
): Compiled {
  const { graph, diagnostics: malformed } = readGraph(input);
  if (graph === null) return { plan: null, diagnostics: malformed, breakpoints: [], breakpointFaults: [] };
  const bare = makeDraft(graph, catalogue);
  const names = checkNames(bare);
  const { order, diagnostics: circles } = sortNodes(bare);
  const flow = order === null ? null : makeFlow(bare, order);
  const draft: Draft = { ...bare, flow, variableFlow: makeVariableFlow(bare, flow) };
  const types = makeStepTypes(draft);
  const reads = new Map(draft.steps.map((node) => [node.id, readsOf(draft, types, node)]));
  const stops = draft.steps.flatMap((node) => stopAt(draft, types, { node, breakpoints }));
  const blocks = checkBlocks(draft);
  const diagnostics = [
    ...checkTrigger(draft),
    ...names,
    ...checkEdges(draft),
    ...circles,
    ...blocks,
    ...checkReach(draft),
    ...checkUnwinding(draft),
    ...(draft.trigger === null ? [] : checkTriggerConfig(draft, draft.trigger)),
    ...(draft.trigger === null ? [] : checkTriggerKeys(draft, draft.trigger)),
    ...checkOnError(draft, id),
    ...draft.steps.flatMap((node) => checkStep(draft, node, id)),
    ...[...reads.values()].flatMap(({ own, collect }) => [...own.diagnostics, ...collect.diagnostics]),
  ];
  const isBroken = diagnostics.some(({ severity }) => severity === "error");
  return {
    plan: isBroken ? null : lower(draft, { name, gives: givenBy(draft, types) }, reads),
    diagnostics,
    breakpoints: stops.map(({ breakpoint }) => breakpoint),
    breakpointFaults: stops.flatMap(({ diagnostics: found }) => found),
  };
}

const NONE: NonNullable<CompileOptions["breakpoints"]> = new Map();

/** Its condition is checked as a run-if is. */
function stopAt(
  draft: Draft,
  types: StepTypes,
  { node, breakpoints }: { readonly node: StepNode; readonly breakpoints: typeof NONE },
): { readonly breakpoint: Breakpoint; readonly diagnostics: readonly Diagnostic[] }[] {
  const { id: step } = node;
  const expression = breakpoints.get(step);
  if (expression === undefined) return [];
  if (expression === null) return [{ breakpoint: { step }, diagnostics: [] }];
  const fields = [{ field: "breakpoint", tree: expression, isExpression: true }];
  const { diagnostics, ...reads } = readsOfFields(draft, types, { node, fields });
  return [{ breakpoint: { step, when: { expression, ...reads } }, diagnostics }];
}

function checkStep(draft: Draft, node: StepNode, id: string | undefined): Diagnostic[] {
  const own = checkOwn(draft, node, id);
  return [...own, ...checkApprovers(draft, node), ...checkPolicies(draft, node)];
}

function checkOwn(draft: Draft, node: StepNode, id: string | undefined): Diagnostic[] {
  if (node.kind === "action") return checkAction(draft, node);
  if (node.kind === "wait_event") return checkEvent(draft, node);
  return node.kind === "sub_playbook" ? checkSubPlaybook(draft, node, id) : checkKind(node);
}

function readsOf(draft: Draft, types: StepTypes, node: StepNode): StepReads {
  return {
    own: readsOfFields(draft, types, { node, fields: fieldsOf(node) }),
    collect: readsOfFields(draft, types, { node, fields: collectFieldsOf(node) }),
  };
}

function readsOfFields(
  draft: Draft,
  types: StepTypes,
  { node, fields }: { readonly node: StepNode; readonly fields: readonly StepField[] },
): Reads {
  if (fields.length === 0) return READS_NOTHING;
  const read = readTemplates(node.id, fields);
  const { seen, diagnostics } = checkTypes(draft, types, node, read);
  const reads = resolveReferences(draft, node, { readings: read.readings, seen });
  return { ...reads, diagnostics: [...read.diagnostics, ...reads.diagnostics, ...diagnostics] };
}

const READS_NOTHING: Reads = {
  reads: [],
  readsTrigger: false,
  readsVars: false,
  readsLoop: false,
  diagnostics: [],
};
