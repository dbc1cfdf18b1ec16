import type { StepNode } from "../graph.ts";
import { called } from "./called.ts";
import type { Diagnostic, DiagnosticCode } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";
import { eventSchema } from "./event-schema.ts";
import { fieldFaults } from "./field-faults.ts";
import { LEARNT } from "../types/report.ts";
import { blocksAround, isCollecting, loopMember, loopsHere } from "./loop-reads.ts";
import { learntSchema, outputSchema } from "./output-schema.ts";
import type { Seen } from "./check-types.ts";
import type { Reading } from "./templates-of.ts";

/** What a step's templates read, as the engine needs to know it. */
export interface Reads {
  readonly reads: readonly string[];
  readonly readsTrigger: boolean;
  readonly readsVars: boolean;
  readonly readsLoop: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

interface Found {
  readonly steps?: readonly string[];
  readonly diagnostics?: readonly Diagnostic[];
}

type Resolve = (draft: Draft, node: StepNode, reading: Reading) => Found;

const FIELDS = { run: ["id", "started_at"], playbook: ["id", "name", "version"] } as const;

const roots: Record<string, Resolve> = {
  trigger: resolveTrigger,
  steps: (draft, node, reading) => resolveStep(draft, node, reading, draft.stepsByName),
  node: (draft, node, reading) => resolveStep(draft, node, reading, draft.stepsById),
  vars: resolveVariable,
  item: resolveItem,
  loop: resolveLoop,
  run: (_, node, reading) => resolveField(node, reading, FIELDS.run),
  playbook: (_, node, reading) => resolveField(node, reading, FIELDS.playbook),
};

export function resolveReferences(
  draft: Draft,
  node: StepNode,
  { readings, seen }: { readonly readings: readonly Reading[]; readonly seen: Seen },
): Reads {
  const found = readings.map((reading) => {
    const resolve = Object.hasOwn(roots, rootOf(reading)) ? roots[rootOf(reading)] : undefined;
    const told = resolve?.(draft, node, reading) ?? unknownRoot(draft, node, reading);
    return {
      ...told,
      diagnostics: (told.diagnostics ?? []).flatMap((each) => softened(each, reading, seen)),
    };
  });
  const read = new Set(found.flatMap(({ steps }) => steps ?? []));
  return {
    reads: draft.steps.map(({ id }) => id).filter((id) => read.has(id)),
    readsTrigger: readings.some((reading) => rootOf(reading) === "trigger"),
    readsVars: readings.some((reading) => rootOf(reading) === "vars"),
    readsLoop: readings.some((reading) => ["item", "loop"].includes(rootOf(reading))),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics ?? []),
  };
}

/** What the template itself has seen to is not held against it: `| default(…)`, `is defined`. */
function softened(diagnostic: Diagnostic, { field, reference }: Reading, seen: Seen): Diagnostic[] {
  const { path, range } = reference;
  const isGuarded = seen.isGuarded(field, range);
  const { code } = diagnostic;
  if (code === "not_always_before" || code === "not_always_set")
    return (isGuarded && path.length <= 2) || seen.isAsked(field, range) ? [] : [diagnostic];
  return code === "unknown_field" && isGuarded ? [{ ...diagnostic, severity: "warning" }] : [diagnostic];
}

function rootOf({ reference }: Reading): string {
  return String(reference.path[0]);
}

/** Null where the template reads the whole, or picks at run time. */
function memberOf({ reference }: Reading): string | null {
  return reference.path.length < 2 ? null : String(reference.path[1]);
}

function resolveStep(
  draft: Draft,
  node: StepNode,
  reading: Reading,
  known: ReadonlyMap<string, StepNode>,
): Found {
  const member = memberOf(reading);
  if (member === null) {
    const around = blocksAround(draft, node, reading);
    const earlier = draft.steps.filter(
      ({ id, parent }) =>
        around.has(parent) &&
        !around.has(id) &&
        (isCollecting(reading) || (draft.flow?.isBefore(id, node.id) ?? false)),
    );
    return { steps: earlier.map(({ id }) => id) };
  }
  const target = known.get(member);
  if (target !== undefined) {
    const diagnostics = [
      ...orderFaults(draft, node, target, reading),
      ...(target.id === node.id ? [] : outputFaults(draft, node, target, reading)),
    ];
    return { steps: [target.id], diagnostics };
  }
  const message = `There is no step called "${member}".`;
  return complain("unknown_step", node, reading, message, hintForStep(draft, member, known));
}

/** What was only learnt from recorded runs may be otherwise in the next. */
function outputFaults(
  { catalogue }: Draft,
  node: StepNode,
  target: StepNode,
  reading: Reading,
): Diagnostic[] {
  const wanted = { path: reading.reference.path, from: 2, place: placeOf(node, reading) };
  const learnt = learntSchema(target, catalogue);
  if (learnt === null) return fieldFaults(outputSchema(target, catalogue), wanted);
  return fieldFaults(learnt, wanted).map(({ hint = "", ...fault }) => ({
    ...fault,
    severity: "warning",
    hint: `${hint} ${LEARNT}`.trim(),
  }));
}

function resolveTrigger({ trigger, catalogue }: Draft, node: StepNode, reading: Reading): Found {
  const schema = trigger === null ? null : eventSchema(trigger, catalogue);
  const { path } = reading.reference;
  return { diagnostics: fieldFaults(schema, { path, from: 1, place: placeOf(node, reading) }) };
}

function hintForStep(draft: Draft, member: string, known: ReadonlyMap<string, StepNode>): { hint?: string } {
  if (member === draft.trigger?.name) return { hint: 'What the trigger brought is called "trigger".' };
  const hints = hintsAmong.get(known) ?? new Map<string, { hint?: string }>();
  hintsAmong.set(known, hints);
  const hint = hints.get(member) ?? didYouMean(member, known.keys());
  hints.set(member, hint);
  return hint;
}

/** In a large playbook one wrong name is often written in thousands of steps. */
const hintsAmong = new WeakMap<ReadonlyMap<string, StepNode>, Map<string, { hint?: string }>>();

function orderFaults(draft: Draft, node: StepNode, target: StepNode, reading: Reading): Diagnostic[] {
  const { flow, trigger } = draft;
  const runs = trigger === null || (flow?.isBefore(trigger.id, node.id) ?? false);
  if (flow === null || !runs) return [];
  const place = placeOf(node, reading);
  const around = blocksAround(draft, node, reading);
  if (around.has(target.id)) {
    const message = `"${called(target)}" is still going on here: what it gives is there after it.`;
    return [error({ code: "not_before", message, ...place, hint: "Read item, loop or vars instead." })];
  }
  if (!around.has(target.parent)) {
    const loop = draft.stepsById.get(target.parent ?? "");
    const message = `"${called(target)}" runs in the loop "${called(loop ?? target)}" and cannot be read from outside.`;
    const hint = `Say in the loop's collect what each iteration gives, and read steps.${loop?.name ?? ""}.results.`;
    return [error({ code: "not_in_block", message, ...place, hint })];
  }
  if (flow.isAlwaysBefore(target.id, node.id)) return [];
  const hint = `Ask first: {% if steps.${target.name} is defined %}, or read it only where it has run.`;
  if (isCollecting(reading) && target.parent === node.id) {
    if (flow.runsInEach(node.id, target.id)) return [];
    const message = `"${called(target)}" does not run in every iteration: in some its output is missing.`;
    return [warning({ code: "not_always_before", message, ...place, hint })];
  }
  if (target.id === node.id) {
    const message = `"${called(node)}" reads its own output, which is not there yet.`;
    return [error({ code: "not_before", message, ...place })];
  }
  if (!flow.isBefore(target.id, node.id)) {
    const message = `"${called(target)}" does not run before "${called(node)}", so its output is not there yet.`;
    return [error({ code: "not_before", message, ...place, hint: "Connect it so that it comes first." })];
  }
  const message = `"${called(target)}" does not always run before "${called(node)}": on some ways its output is missing.`;
  return [warning({ code: "not_always_before", message, ...place, hint })];
}

function resolveItem(draft: Draft, node: StepNode, reading: Reading): Found {
  if (loopsHere(draft, node, reading).some(({ kind }) => kind === "for_each")) return {};
  const message = 'There is no "item" here: this step stands in no for-each.';
  return complain("unknown_name", node, reading, message, {});
}

function resolveLoop(draft: Draft, node: StepNode, reading: Reading): Found {
  const found = loopMember(loopsHere(draft, node, reading), reading);
  if (found === null) return {};
  return complain("unknown_name", node, reading, found.message, found);
}

function resolveVariable({ variables, variableFlow }: Draft, node: StepNode, reading: Reading): Found {
  const member = memberOf(reading);
  if (member === null) return {};
  if (variables.has(member)) {
    if (variableFlow.isSet(member, node.id)) return {};
    const message = `The variable "${member}" is not set on every way that leads here.`;
    const hint = 'Set it earlier, on all ways, or add | default("…") for that case.';
    return { diagnostics: [warning({ code: "not_always_set", message, ...placeOf(node, reading), hint })] };
  }
  const message = `No step sets the variable "${member}".`;
  return complain("unknown_variable", node, reading, message, didYouMean(member, variables));
}

function resolveField(node: StepNode, reading: Reading, fields: readonly string[]): Found {
  const member = memberOf(reading);
  if (member === null || fields.includes(member)) return {};
  const message = `"${rootOf(reading)}" has no field "${member}".`;
  return complain("unknown_name", node, reading, message, { hint: `It has: ${fields.join(", ")}.` });
}

/** What others call it, too far from our name to be near it. */
const ALIASES: Readonly<Record<string, string>> = { variables: "vars", variable: "vars", event: "trigger" };

function unknownRoot(draft: Draft, node: StepNode, reading: Reading): Found {
  const root = rootOf(reading);
  const hint = draft.stepsByName.has(root)
    ? { hint: `A step's output is read as steps.${root}` }
    : Object.hasOwn(ALIASES, root)
      ? { hint: `Did you mean "${ALIASES[root]}"?` }
      : didYouMean(root, Object.keys(roots));
  return complain("unknown_name", node, reading, `There is nothing called "${root}" here.`, hint);
}

function complain(
  code: DiagnosticCode,
  node: StepNode,
  reading: Reading,
  message: string,
  more: { hint?: string },
): Found {
  return { diagnostics: [error({ code, message, ...placeOf(node, reading), ...more })] };
}

function placeOf(node: StepNode, { field, reference }: Reading) {
  return { node: node.id, field, range: reference.range };
}
