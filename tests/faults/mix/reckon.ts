import { calledBy } from "./draw.ts";
import { createDice } from "./dice.ts";
import type { Block, Part } from "./parts.ts";

/** What must have come of one accepted trigger, whatever was killed meanwhile. */
export interface Expected {
  state: "done" | "failed";
  /** By step and iteration. */
  readonly steps: Map<string, string>;
  /** What reaches the outside, each once, and what it says. */
  readonly effects: Map<string, unknown>;
  readonly comments: Set<string>;
  /** Runs of playbooks that it calls, by name. */
  readonly called: Map<string, { count: number; state: "done" | "failed" }>;
  /** What steps wait for and get. */
  readonly signals: string[];
}

export interface Fired {
  readonly playbook: string;
  readonly key: string;
  readonly flag: boolean;
}

/** What people do: it hangs on nothing but whom they are asked by. */
export function isApproved(key: string, step: string, scope: string): boolean {
  return createDice(`${key} ${step} ${scope}`).chance(65);
}

/** Stands for what the reference does not know: it is the same wherever it is said. */
export const NONCE = "a text that the script made";

/** The reference: a walk through the drawing, without events, time or crashes. */
export function reckon(block: Block, fired: Fired): Expected {
  const expected: Expected = {
    state: "done",
    steps: new Map(),
    effects: new Map(),
    comments: new Set(),
    called: new Map(),
    signals: [],
  };
  walk(block, true, { fired, expected, scope: "", index: null, prefix: "" });
  return expected;
}

interface At {
  readonly fired: Fired;
  readonly expected: Expected;
  readonly scope: string;
  /** Of the innermost iteration. */
  readonly index: number | null;
  /** In a playbook that is called: by whom; its steps are not looked at. */
  readonly prefix: string;
}

/** `alive`: whether a way leads there; returns whether one leads on. */
function walk(block: Block, alive: boolean, at: At): boolean {
  return block.reduce((isAlive, part) => walkPart(part, isAlive, at), alive);
}

function note(id: string, alive: boolean, at: At, state = "done"): void {
  if (at.prefix === "") at.expected.steps.set(`${id}@${at.scope}`, alive ? state : "skipped");
}

function effect(id: string, alive: boolean, at: At, says: unknown = null): void {
  note(id, alive, at);
  if (alive) at.expected.effects.set(`${at.fired.key} ${at.prefix}${id}@${at.scope}`, says);
}

function walkPart(part: Part, alive: boolean, at: At): boolean {
  const { id } = part;
  const { key, flag } = at.fired;
  switch (part.kind) {
    case "effect": {
      if (part.gated && !isApproved(key, id, at.scope)) note(id, alive, at, "failed");
      else if (part.via !== "comment") effect(id, alive, at);
      else {
        note(id, alive, at);
        if (alive) at.expected.comments.add(`${key} ${at.prefix}${id}@${at.scope}`);
      }
      return alive;
    }
    case "refused": {
      if (part.onFailure === "retry") effect(id, alive, at);
      else note(id, alive, at, part.onFailure === "skip" ? "done" : "failed");
      if (part.onFailure === "branch") walk(part.branch, alive, at);
      return alive;
    }
    case "script":
      note(id, alive, at);
      for (const told of ["tell", "again"]) effect(`${id}_${told}`, alive, at, NONCE);
      return alive;
    case "passed_over":
      note(id, alive, at, "skipped");
      return alive;
    case "light":
    case "wait":
      note(id, alive, at);
      return alive;
    case "event": {
      note(id, alive, at);
      if (alive && part.arrives) at.expected.signals.push(`${key} ${id}@${at.scope}`);
      const inTime = walk(part.inTime, alive && part.arrives, at);
      const late = walk(part.late, alive && !part.arrives, at);
      return inTime || late;
    }
    case "approval": {
      note(id, alive, at);
      const isYes = !part.expires && isApproved(key, id, at.scope);
      const yes = walk(part.approved, alive && isYes, at);
      const no = walk(part.rejected, alive && !isYes, at);
      return yes || no;
    }
    case "choice": {
      note(id, alive, at);
      const isYes = at.index === null ? flag : at.index === 1;
      const yes = walk(part.yes, alive && isYes, at);
      const no = walk(part.no, alive && !isYes, at);
      return yes || no;
    }
    case "fork": {
      note(id, alive, at);
      for (const branch of part.branches) walk(branch, alive, at);
      note(`${id}_join`, alive, at);
      if (part.join === "any") note(`${id}_all`, alive, at);
      return alive;
    }
    case "each":
      return walkEach(part, alive, at);
    case "while": {
      note(id, alive, at);
      if (alive) for (let index = 0; index < part.count; index++) iterate(part, index, at);
      effect(`${id}_tell`, alive, at, upTo(part.count));
      return alive;
    }
    case "call":
      return walkCall(part, alive, at);
    case "end": {
      note(id, alive, at);
      note(`${id}_end`, alive && flag, at, part.how === "fail" ? "failed" : "done");
      if (alive && flag && part.how === "fail") at.expected.state = "failed";
      return alive && !flag;
    }
  }
}

function walkEach(part: Extract<Part, { kind: "each" }>, alive: boolean, at: At): boolean {
  const { id, stumble, items } = part;
  const isBroken = stumble?.onFailure === "stop";
  const last = isBroken ? stumble.at : items - 1;
  const iterations = alive ? upTo(last + 1) : [];
  for (const index of iterations) {
    const inner = iterate(part, index, at);
    if (stumble === null) continue;
    note(`${id}_trip`, true, inner);
    note(`${id}_fall`, index === stumble.at, inner, "failed");
  }
  note(id, alive, at, isBroken ? "failed" : "done");
  effect(`${id}_tell`, alive, at, isBroken ? null : resultsOf(items, stumble));
  return alive;
}

function resultsOf(items: number, stumble: { at: number; onFailure: string } | null): (number | null)[] {
  const results: (number | null)[] = upTo(items);
  if (stumble?.onFailure === "skip") results.splice(stumble.at, 1);
  else if (stumble !== null) results[stumble.at] = null;
  return results;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function iterate({ id, body }: { id: string; body: Block }, index: number, at: At): At {
  const place = `${id}[${index}]`;
  const inner = { ...at, index, scope: at.scope === "" ? place : `${at.scope}/${place}` };
  walk(body, true, inner);
  return inner;
}

function walkCall(part: Extract<Part, { kind: "call" }>, alive: boolean, at: At): boolean {
  const { id, fails } = part;
  note(id, alive, at, fails ? "failed" : "done");
  if (!alive) return false;
  const { called } = at.expected;
  const name = calledBy(at.fired.playbook, id);
  const before = called.get(name)?.count ?? 0;
  called.set(name, { count: before + 1, state: fails ? "failed" : "done" });
  walk(part.child, true, { ...at, scope: "", index: null, prefix: `${at.prefix}${id}@${at.scope}>` });
  return true;
}
