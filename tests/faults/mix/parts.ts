import type { Dice } from "./dice.ts";

/** A piece of a playbook; `id` names its step, and begins the names of what else is drawn for it. */
export type Part =
  | {
      readonly kind: "effect";
      readonly id: string;
      readonly via: "webhook" | "request" | "comment";
      /** So many times the other side says "later" first. */
      readonly refusals: number;
      /** Somebody is asked before. */
      readonly gated: boolean;
    }
  | {
      readonly kind: "refused";
      readonly id: string;
      /** `skip` and `retry` are what a person says who is asked; then it is not refused once more. */
      readonly onFailure: "continue" | "branch" | "skip" | "retry";
      readonly branch: Block;
    }
  | { readonly kind: "script"; readonly id: string; readonly idempotent: boolean }
  | { readonly kind: "passed_over"; readonly id: string }
  | { readonly kind: "light"; readonly id: string }
  | { readonly kind: "wait"; readonly id: string; readonly seconds: number }
  | {
      readonly kind: "event";
      readonly id: string;
      readonly arrives: boolean;
      readonly inTime: Block;
      readonly late: Block;
    }
  | {
      readonly kind: "approval";
      readonly id: string;
      readonly expires: boolean;
      readonly approved: Block;
      readonly rejected: Block;
    }
  | { readonly kind: "choice"; readonly id: string; readonly yes: Block; readonly no: Block }
  | {
      readonly kind: "fork";
      readonly id: string;
      readonly join: "all" | "any";
      readonly branches: readonly Block[];
    }
  | {
      readonly kind: "each";
      readonly id: string;
      readonly items: number;
      readonly parallel: number;
      readonly body: Block;
      /** One iteration that fails at its end. */
      readonly stumble: { readonly at: number; readonly onFailure: "stop" | "skip" | "collect" } | null;
    }
  | { readonly kind: "while"; readonly id: string; readonly count: number; readonly body: Block }
  | { readonly kind: "call"; readonly id: string; readonly child: Block; readonly fails: boolean }
  /** Where the trigger's flag says so. */
  | { readonly kind: "end"; readonly id: string; readonly how: "fail" | "stop" };

/** One after the other. */
export type Block = readonly Part[];

type Kind = Part["kind"];
type Kinds = readonly Kind[];

/** Each of them is in every mix. */
const ALL: Kinds = [
  "effect",
  "refused",
  "script",
  "passed_over",
  "wait",
  "event",
  "approval",
  "choice",
  "fork",
  "each",
  "each",
  "while",
  "call",
  "refused",
  "script",
  "effect",
];
const WITHIN: Kinds = ["effect", "effect", "refused", "script", "light", "approval", "wait", "passed_over"];
const DEEPER: Kinds = [...WITHIN, "event", "choice", "fork", "each", "call"];
/** In a playbook that is called: nobody there is asked anything but what became of a step. */
const CALLED: Kinds = ["effect", "effect", "script", "light", "wait"];

/** So many playbooks, of which each has some of all kinds. */
export function dealPlaybooks(dice: Dice, count: number): Block[] {
  const numbers = counter();
  const hands = Array.from({ length: count }, (): Kind[] => []);
  for (const [at, kind] of dice.shuffled(ALL).entries()) hands[at % count]?.push(kind);
  return hands.map((kinds) => [
    ...kinds.map((kind) => partOf(kind, { dice, numbers, depth: 2 })),
    { kind: "end", id: numbers(), how: dice.pick(["fail", "stop"]) },
  ]);
}

interface Making {
  readonly dice: Dice;
  readonly numbers: () => string;
  /** How many blocks may still lie in each other. */
  readonly depth: number;
}

function counter(): () => string {
  let last = 0;
  return () => `s${++last}`;
}

function blockOf(making: Making, least = 1): Block {
  const { dice, depth } = making;
  const length = dice.between(least, depth > 1 ? 2 : 1);
  const inner = { ...making, depth: depth - 1 };
  return Array.from({ length }, () => partOf(dice.pick(depth > 1 ? DEEPER : WITHIN), inner));
}

function partOf(kind: Kind, making: Making): Part {
  const { dice, numbers } = making;
  const id = numbers();
  switch (kind) {
    case "effect":
      return {
        kind,
        id,
        via: dice.pick(["webhook", "request", "comment", "comment"]),
        refusals: dice.pick([0, 0, 0, 1, 2]),
        gated: making.depth > 0 && dice.chance(15),
      };
    case "refused": {
      const onFailure = dice.pick(["continue", "branch", "skip", "retry"] as const);
      const branch = onFailure === "branch" && making.depth > 0 ? blockOf(making) : [];
      return { kind, id, onFailure, branch };
    }
    case "script":
      return { kind, id, idempotent: dice.chance(50) };
    case "passed_over":
    case "light":
      return { kind, id };
    case "wait":
      return { kind, id, seconds: dice.pick([0, 0.3, 1, 2]) };
    case "event":
      return { kind, id, arrives: dice.chance(70), inTime: blockOf(making, 0), late: blockOf(making, 0) };
    case "approval": {
      const [approved, rejected] = making.depth > 0 ? [blockOf(making), blockOf(making, 0)] : [[], []];
      return { kind, id, expires: dice.chance(20), approved, rejected };
    }
    case "choice":
      return { kind, id, yes: blockOf(making), no: blockOf(making, 0) };
    case "fork": {
      const branches = Array.from({ length: dice.between(2, 3) }, () => blockOf(making));
      return { kind, id, join: dice.pick(["all", "any"]), branches };
    }
    case "each":
      return eachOf(id, making);
    case "while":
      return { kind, id, count: dice.between(1, 3), body: blockOf(making) };
    case "call": {
      const child = dice.shuffled(CALLED).slice(0, dice.between(1, 3));
      const parts = child.map((one) => partOf(one, { ...making, depth: 0 }));
      return { kind, id, child: parts, fails: dice.chance(30) };
    }
    case "end":
      return { kind, id, how: "stop" };
  }
}

function eachOf(id: string, making: Making): Part {
  const { dice } = making;
  const items = dice.between(0, 3);
  const onFailure = dice.pick(["stop", "skip", "collect"] as const);
  const stumble = items > 0 && dice.chance(40) ? { at: dice.below(items), onFailure } : null;
  // Where one of several at once ends all, it is chance what the others have come to.
  const parallel = stumble?.onFailure === "stop" ? 1 : dice.between(1, 3);
  return { kind: "each", id, items, parallel, body: blockOf(making), stumble };
}
