import { DEFAULT_PORT, FAILURE_PORT } from "@riposte/plan";
import type { ActionEntry, Plan, PlanEdge, PlanStep, TemplateTree } from "@riposte/plan";
import type { KnownValues } from "../runs/known-values.ts";
import { concernsSoFar, meaningOf } from "./concerns.ts";
import { refusalSoFar } from "./refusal.ts";
import { fieldsOfStep } from "../runs/step-templates.ts";
import { foresee } from "./render-known.ts";
import type { Foreseen } from "./render-known.ts";

/** A step that a decision leads to. */
export interface FollowingStep {
  readonly step: string;
  readonly label: string;
  readonly kind: PlanStep["kind"];
  readonly action: { readonly key: string; readonly name: string } | null;
  readonly effect: "read" | "write" | "notify" | null;
  readonly connector: string | null;
  /** What has to happen first for it to be reached, in words; empty: it is reached for certain. */
  readonly onlyIf: readonly string[];
  /** Somebody is asked again before it: what follows it is left out. */
  readonly asksAgain: boolean;
  /** What an action would touch, as far as its arguments are known. */
  readonly concerns: readonly string[];
  readonly arguments: readonly (Foreseen & {
    readonly name: string;
    /** What people call the value; null: it says so itself. */
    readonly means: string | null;
  })[];
  /** Why the action will refuse its arguments, where that is certain already. */
  readonly refused: string | null;
}

const MOST = 40;

interface Way {
  readonly edge: PlanEdge;
  readonly onlyIf: readonly string[];
}

type Following = readonly (readonly [PlanStep, readonly string[]])[];

/** What follows each decision over a step. An action that is approved is called first, and goes on from there. */
export function waysAfter(plan: Plan, id: string) {
  const step = plan.steps.find((each) => each.id === id);
  if (step === undefined) return { approved: [], rejected: [], expired: [] };
  const after = (port: string) => stepsAfter(plan, id, new Map([[port, []]]));
  if (step.kind !== "action")
    return { approved: after("approved"), rejected: after("rejected"), expired: after("expired") };
  const called = new Map([
    [DEFAULT_PORT, []],
    [FAILURE_PORT, conditionOf(step, FAILURE_PORT)],
  ]);
  return {
    approved: stepsAfter(plan, id, called),
    rejected: after(portOfRefusal(plan, step, "rejected")),
    expired: after(portOfRefusal(plan, step, "expired")),
  };
}

/** Where nothing is drawn for it, a call that is not approved counts as failed. */
function portOfRefusal(plan: Plan, step: PlanStep, port: "rejected" | "expired"): string {
  const isDrawn = plan.edges.some((edge) => edge.from === step.id && edge.port === port);
  if (isDrawn) return port;
  return step.onFailure === "continue" ? DEFAULT_PORT : FAILURE_PORT;
}

/** The steps after `from` on these ports, each after all that lead to it, up to where somebody is asked again. */
function stepsAfter(plan: Plan, from: string, ports: ReadonlyMap<string, readonly string[]>): Following {
  const found = new Map<string, readonly string[]>();
  const ways: Way[] = plan.edges
    .filter((edge) => edge.from === from)
    .flatMap((edge) => {
      const onlyIf = ports.get(edge.port);
      return onlyIf === undefined ? [] : [{ edge, onlyIf }];
    });
  for (let way = ways.shift(); way !== undefined && found.size < MOST; way = ways.shift()) {
    const { edge, onlyIf } = way;
    const step = plan.steps.find(({ id }) => id === edge.to);
    const known = found.get(edge.to);
    if (step === undefined || (known !== undefined && known.length <= onlyIf.length)) continue;
    found.set(step.id, onlyIf);
    if (asks(step)) continue;
    for (const next of plan.edges.filter((candidate) => candidate.from === step.id)) {
      ways.push({ edge: next, onlyIf: [...onlyIf, ...conditionOf(step, next.port)] });
    }
  }
  return inOrder(plan, [...found.keys()]).flatMap((id) => {
    const step = plan.steps.find((each) => each.id === id);
    return step === undefined ? [] : [[step, found.get(id) ?? []] as const];
  });
}

/** Whoever leads to another one first. */
function inOrder(plan: Plan, ids: readonly string[]): readonly string[] {
  const left = new Set(ids);
  const ordered: string[] = [];
  while (left.size > 0) {
    const isNext = (id: string) => !plan.edges.some((edge) => edge.to === id && left.has(edge.from));
    const next = [...left].find(isNext) ?? [...left][0];
    if (next === undefined) break;
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

export function describeFollowing(
  [step, onlyIf]: readonly [PlanStep, readonly string[]],
  values: KnownValues,
  catalogue: ReadonlyMap<string, ActionEntry>,
): FollowingStep {
  const action = step.kind === "action" ? step : null;
  const entry = action === null ? undefined : catalogue.get(action.action);
  const written = writtenIn(step).map(([name, tree]) => {
    const foreseen = foresee(tree, values);
    return { name, ...foreseen, means: meaningOf(entry, name, foreseen.json) };
  });
  return {
    step: step.id,
    label: step.label,
    kind: step.kind,
    action: action === null ? null : { key: action.action, name: entry?.name ?? action.action },
    effect: action?.effect ?? null,
    connector: action?.connector ?? null,
    onlyIf,
    asksAgain: asks(step),
    concerns: action === null ? [] : concernsSoFar({ action: action.action, entry }, written),
    arguments: written,
    refused: action === null ? null : refusalSoFar(action, written),
  };
}

function asks(step: PlanStep): boolean {
  return step.kind === "approval" || (step.kind === "action" && step.approval !== null);
}

function conditionOf(step: PlanStep, port: string): readonly string[] {
  if (port === "default") return [];
  if (port === "on_failure") return [`${step.label} fails`];
  return [`${step.label}: ${port}`];
}

/** An action's arguments one by one; of other steps what they say, by its field. Conditions are told by their ports. */
function writtenIn(step: PlanStep): readonly (readonly [string, TemplateTree])[] {
  if (step.kind === "action") return Object.entries(step.arguments);
  if (step.kind === "condition") return [];
  if (step.kind === "set") return step.assignments.map(({ name, value }) => [name, value]);
  return fieldsOfStep(step).flatMap(({ field, tree }) => (tree === null ? [] : [[field, tree] as const]));
}
