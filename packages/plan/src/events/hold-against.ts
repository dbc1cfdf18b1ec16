import { evaluate, parseCached, truthy } from "@riposte/template";
import type { Data, Limits, Template } from "@riposte/template";
import { keyText } from "./key-text.ts";

/** What a wait asks of an event. */
export interface Expected {
  readonly key: string | null;
  readonly eventKey: string | null;
  readonly condition: string | null;
  /** Those of the plan that waits; undefined: 1. */
  readonly semantics?: number;
}

export interface ArrivedEvent {
  readonly event: Data;
  /** Milliseconds since the epoch: what `utcnow()` says. */
  readonly receivedAt: number;
}

export type Held =
  | { readonly matches: true }
  /** `isError`: it could not be found out. */
  | { readonly matches: false; readonly why: string; readonly isError: boolean };

/** Whoever holds events against waits does so for everybody: far less than a step may take. */
const LIMITS: Partial<Limits> = { steps: 20_000, values: 500_000 };

/** Whether an event is what was waited for. Nothing is thrown: what fails does not match. */
export function holdAgainst(expected: Expected, arrived: ArrivedEvent): Held {
  const { key, eventKey, condition, semantics } = expected;
  if (key !== null && eventKey !== null) {
    const found = keyOfEvent(eventKey, arrived, semantics);
    if ("why" in found) return { matches: false, why: found.why, isError: found.isError };
    if (found.key !== key) return no(`its ${eventKey} is ${JSON.stringify(found.key)}`);
  }
  if (condition === null) return { matches: true };
  try {
    const isMet = truthy(evaluateOver(`{{ (${condition}) and true or false }}`, arrived, semantics));
    return isMet ? { matches: true } : no("it does not meet the condition");
  } catch (error) {
    return failed("The condition", error);
  }
}

export type EventKey = { readonly key: string } | { readonly why: string; readonly isError: boolean };

/** What an event says where the key is looked for. */
export function keyOfEvent(eventKey: string, arrived: ArrivedEvent, semantics?: number): EventKey {
  try {
    const key = keyText(evaluateOver(`{{ ${eventKey} }}`, arrived, semantics), semantics);
    return key === null ? { why: `its ${eventKey} is no key`, isError: false } : { key };
  } catch (error) {
    return failed(eventKey, error);
  }
}

function evaluateOver(text: string, { event, receivedAt }: ArrivedEvent, semantics?: number): Data {
  const template: Template = parseCached(text);
  return evaluate(template, new Map([["event", event]]), {
    limits: LIMITS,
    now: receivedAt,
    seed: "event",
    semantics,
  });
}

function no(why: string): Extract<Held, { matches: false }> {
  return { matches: false, why, isError: false };
}

/** Whatever it is: one expression that fails must not hold up the others. */
function failed(what: string, error: unknown): Extract<Held, { matches: false }> {
  const message = error instanceof Error ? error.message : String(error);
  return { matches: false, why: `${what} cannot be worked out: ${message}`, isError: true };
}
