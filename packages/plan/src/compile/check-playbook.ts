import type { Catalogue, PlaybookEntry } from "../catalogue.ts";
import type { StepNode } from "../graph.ts";
import { typeOfSchema } from "../types/from-schema.ts";
import { FAILED_RUN } from "../failed-run.ts";
import { argumentFault } from "./argument-types.ts";
import { callsLeadingTo } from "./call-cycle.ts";
import { checkLiterals } from "./check-literals.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";

type SubPlaybookNode = Extract<StepNode, { kind: "sub_playbook" }>;

/** By id or name; an id goes first. */
export function findPlaybook({ playbooks }: Catalogue, wanted: string): PlaybookEntry | undefined {
  return playbooks?.get(wanted) ?? [...(playbooks?.values() ?? [])].find(({ name }) => name === wanted);
}

/** `id`: the playbook's that the step stands in. */
export function checkSubPlaybook(
  { catalogue }: Draft,
  node: SubPlaybookNode,
  id: string | undefined,
): Diagnostic[] {
  const place = { node: node.id, field: "playbook" };
  const entry = findPlaybook(catalogue, node.playbook);
  if (entry === undefined) return [unknownPlaybook(catalogue, node.playbook, place)];
  const subject = { node: node.id, field: "arguments", name: entry.name, noun: "argument", empties: [null] };
  return [
    ...callable(entry, place),
    ...(node.maxDepth === undefined ? cycle(catalogue, entry, { id, place }) : []),
    ...(entry.inputs === null ? [] : checkLiterals(subject, entry.inputs, node.arguments)),
  ];
}

/** Which playbook starts when a run fails is written at the trigger. */
export function checkOnError({ catalogue, trigger }: Draft, id: string | undefined): Diagnostic[] {
  if (trigger === null || trigger.onError === undefined) return [];
  const place = { node: trigger.id, field: "onError" };
  const entry = findPlaybook(catalogue, trigger.onError);
  if (entry === undefined) return [unknownPlaybook(catalogue, trigger.onError, place)];
  if (entry.id === id) {
    const message = "A playbook cannot be started by its own failed runs.";
    return [error({ code: "playbook_cycle", message, ...place, hint: "Choose another playbook." })];
  }
  const found = callable(entry, place);
  if (found.length > 0 || entry.inputs === null) return found;
  const fault = argumentFault(typeOfSchema(entry.inputs), typeOfSchema(FAILED_RUN));
  if (fault === null) return [];
  const input = fault.path.join(".");
  const message =
    fault.words === null
      ? `"${entry.name}" needs the input "${input}", which no failed run brings.`
      : `The input "${input}" of "${entry.name}" ${fault.words}`;
  const hint = 'Let it start with the trigger "A run failed", or take only what that brings.';
  return [error({ code: "wrong_argument", message, ...place, hint })];
}

type Place = Pick<Diagnostic, "node" | "field">;

function unknownPlaybook(catalogue: Catalogue, wanted: string, place: Place): Diagnostic {
  const code = "unknown_playbook";
  if (wanted === "") return error({ code, message: "Choose a playbook.", ...place });
  const names = [...(catalogue.playbooks?.values() ?? [])].map(({ name }) => name);
  const hint = didYouMean(wanted, names);
  return error({ code, message: `There is no playbook "${wanted}".`, ...place, ...hint });
}

const NOT_CALLABLE = {
  unpublished: {
    is: "is not published",
    hint: "Publish it first: what runs is always its published version.",
  },
  other: {
    is: "starts in another way, as it is published",
    hint: 'Let it start with the trigger "Called by a playbook", and publish it.',
  },
} as const;

function callable({ name, state }: PlaybookEntry, place: Place): Diagnostic[] {
  const code = "playbook_not_callable";
  if (state === "callable") return [];
  if (state === "off") {
    const message = `"${name}" is switched off: calling it fails until it is on.`;
    return [warning({ code, message, ...place, hint: "Switch it on." })];
  }
  const { is, hint } = NOT_CALLABLE[state];
  return [error({ code, message: `"${name}" cannot be called: it ${is}.`, ...place, hint })];
}

function cycle(
  catalogue: Catalogue,
  entry: PlaybookEntry,
  { id, place }: { readonly id: string | undefined; readonly place: Place },
): Diagnostic[] {
  const way = id === undefined ? null : callsLeadingTo(catalogue, entry, id);
  if (way === null) return [];
  const names = way.map(({ name }) => `"${name}"`);
  const message =
    names.length === 0
      ? `"${entry.name}" is this playbook itself: it would call itself for ever.`
      : `${names.join(" calls ")}${names.length === 1 ? " calls" : ", and that calls"} this playbook: it would call itself for ever.`;
  const hint = "Set how deep calls may go here, or remove one of the calls.";
  return [error({ code: "playbook_cycle", message, ...place, hint })];
}
