import type { StepNode } from "../graph.ts";
import { loopsAround } from "./blocks.ts";
import { called } from "./called.ts";
import type { Diagnostic, DiagnosticCode } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";
import { fieldFaults } from "./field-faults.ts";
import { outputSchema } from "./output-schema.ts";
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

export function resolveReferences(draft: Draft, node: StepNode, readings: readonly Reading[]): Reads {
  const found = readings.map((reading) => {
    const resolve = Object.hasOwn(roots, rootOf(reading)) ? roots[rootOf(reading)] : undefined;
    return resolve?.(draft, node, reading) ?? unknownRoot(draft, node, reading);
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
    const schema = outputSchema(target, draft.catalogue);
    const place = placeOf(node, reading);
    const { path } = reading.reference;
    const diagnostics = [
      ...orderFaults(draft, node, target, reading),
      ...(target.id === node.id ? [] : fieldFaults(schema, { path, from: 2, place })),
    ];
    return { steps: [target.id], diagnostics };
  }
  const message = `There is no step called "${member}".`;
  return complain("unknown_step", node, reading, message, hintForStep(draft, member, known));
}

function resolveTrigger({ trigger, catalogue }: Draft, node: StepNode, reading: Reading): Found {
  const schema = trigger === null ? null : (catalogue.triggers.get(trigger.trigger)?.event ?? null);
  const { path } = reading.reference;
  return { diagnostics: fieldFaults(schema, { path, from: 1, place: placeOf(node, reading) }) };
}

function hintForStep(draft: Draft, member: string, known: ReadonlyMap<string, StepNode>): { hint?: string } {
  if (member === draft.trigger?.name) return { hint: 'What the trigger brought is called "trigger".' };
  return didYouMean(member, known.keys());
}

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
  if (isCollecting(reading) && target.parent === node.id) {
    if (flow.runsInEach(node.id, target.id)) return [];
    const message = `"${called(target)}" does not run in every iteration: in some its output is missing.`;
    return [warning({ code: "not_always_before", message, ...place, hint: SOMETIMES_MISSING })];
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
  return [warning({ code: "not_always_before", message, ...place, hint: SOMETIMES_MISSING })];
}

const SOMETIMES_MISSING = 'Add | default("…") for that case, or read it only where it has run.';

/** Rendered within the iterations, and not where the loop stands. */
function isCollecting({ field }: Reading): boolean {
  return field === "collect" || field.startsWith("collect.");
}

/** The blocks whose steps can be read here: the loops around it, and the top, which is called undefined. */
function blocksAround(draft: Draft, node: StepNode, reading: Reading): ReadonlySet<string | undefined> {
  const own = isCollecting(reading) ? [node.id] : [];
  return new Set([...own, ...loopsAround(draft.stepsById, node), undefined]);
}

function loopsHere(draft: Draft, node: StepNode, reading: Reading): readonly StepNode[] {
  const isOwn = isCollecting(reading) || (node.kind === "while" && reading.field === "condition");
  const around = loopsAround(draft.stepsById, node);
  return [...(isOwn ? [node.id] : []), ...around].flatMap((id) => draft.stepsById.get(id) ?? []);
}

function resolveItem(draft: Draft, node: StepNode, reading: Reading): Found {
  if (loopsHere(draft, node, reading).some(({ kind }) => kind === "for_each")) return {};
  const message = 'There is no "item" here: this step stands in no for-each.';
  return complain("unknown_name", node, reading, message, {});
}

const LOOP_FIELDS = ["index", "index0", "first", "parent"];
const FOR_EACH_FIELDS = [...LOOP_FIELDS, "last", "length", "item"];
const WHILE_FIELDS = [...LOOP_FIELDS, "previous"];

function resolveLoop(draft: Draft, node: StepNode, reading: Reading): Found {
  let loops = loopsHere(draft, node, reading);
  if (loops.length === 0) {
    const message = 'There is no "loop" here: this step stands in none.';
    return complain("unknown_name", node, reading, message, {});
  }
  const path = reading.reference.path.slice(1);
  while (path[0] === "parent" && loops.length > 1) {
    loops = loops.slice(1);
    path.shift();
  }
  const [member] = path;
  const fields = loops[0]?.kind === "while" ? WHILE_FIELDS : FOR_EACH_FIELDS;
  const known = loops.length > 1 ? fields : fields.filter((field) => field !== "parent");
  if (member === undefined || known.includes(String(member))) return {};
  const message = `"loop" has no field "${String(member)}" here.`;
  return complain("unknown_name", node, reading, message, { hint: `It has: ${known.join(", ")}.` });
}

function resolveVariable({ variables }: Draft, node: StepNode, reading: Reading): Found {
  const member = memberOf(reading);
  if (member === null || variables.has(member)) return {};
  const message = `No step sets the variable "${member}".`;
  return complain("unknown_variable", node, reading, message, didYouMean(member, variables));
}

function resolveField(node: StepNode, reading: Reading, fields: readonly string[]): Found {
  const member = memberOf(reading);
  if (member === null || fields.includes(member)) return {};
  const message = `"${rootOf(reading)}" has no field "${member}".`;
  return complain("unknown_name", node, reading, message, { hint: `It has: ${fields.join(", ")}.` });
}

function unknownRoot(draft: Draft, node: StepNode, reading: Reading): Found {
  const root = rootOf(reading);
  const hint = draft.stepsByName.has(root)
    ? { hint: `A step's output is read as steps.${root}` }
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
