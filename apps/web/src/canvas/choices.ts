import type { DraftNode } from "@riposte/draft";
import type { ActionIcon, Catalogue, JsonValue } from "@riposte/plan";
import { defaultOf } from "./default-value.ts";
import type { Kind } from "./kinds.ts";
import { KIND_ORDER } from "./kinds.ts";

/** Something that can be put on the canvas. */
export interface Choice {
  /** `action:riposte.comment_alert`, `logic:condition`, `trigger:webhook`. */
  readonly key: string;
  readonly kind: Kind;
  readonly node: DraftNode["kind"];
  readonly name: string;
  readonly icon?: ActionIcon | undefined;
  /** Of its module. */
  readonly logo?: string | undefined;
  readonly description: string;
  readonly writes: boolean;
  /** What a step of it starts with, beyond what its kind needs. */
  readonly fields: Readonly<Record<string, JsonValue>>;
  /** For the search, in lower case. */
  readonly words: string;
}

type Bare = Omit<Choice, "words" | "writes" | "fields"> & Partial<Pick<Choice, "writes" | "fields">>;

const BUILT_IN: readonly Bare[] = [
  {
    key: "logic:condition",
    kind: "logic",
    node: "condition",
    name: "Condition",
    description: "Goes on by the first case that is true, or by else. If.",
  },
  {
    key: "logic:switch",
    kind: "logic",
    node: "switch",
    name: "Switch",
    description: "Goes on by the case whose value equals the step's, or by else. Match.",
  },
  {
    key: "logic:for_each",
    kind: "logic",
    node: "for_each",
    name: "For each",
    description: "Does the steps in it for every item of a list, one by one or side by side. Loop, iterate.",
  },
  {
    key: "logic:while",
    kind: "logic",
    node: "while",
    name: "While",
    description: "Does the steps in it as long as a condition is true, or until it is. Loop, repeat, poll.",
  },
  {
    key: "logic:wait",
    kind: "logic",
    node: "wait",
    name: "Wait",
    description: "Goes on after some time, or at a moment. Sleep, delay.",
  },
  {
    key: "logic:wait_event",
    kind: "logic",
    node: "wait_event",
    name: "Wait for an event",
    description: "Goes on when an event that matches arrives, or its time is over. Callback, answer, signal.",
    fields: { timeoutAfter: 86_400 },
  },
  {
    key: "logic:set",
    kind: "logic",
    node: "set",
    name: "Set variables",
    description: "Keeps values under names of their own for later steps. Append, remove.",
  },
  {
    key: "logic:join",
    kind: "logic",
    node: "join",
    name: "Join",
    description: "Waits for all branches that lead to it, or for the first. Merge.",
  },
  {
    key: "logic:respond",
    kind: "logic",
    node: "respond",
    name: "Respond",
    description: "Answers the sender of the webhook, who waits for it.",
  },
  {
    key: "logic:fail",
    kind: "logic",
    node: "fail",
    name: "Fail",
    description: "Ends the run as failed, with a message. Error.",
  },
  {
    key: "logic:sub_playbook",
    kind: "logic",
    node: "sub_playbook",
    name: "Run a playbook",
    description:
      "Runs another playbook as a run of its own, and goes on with what that gives. Call, sub-playbook.",
  },
  {
    key: "logic:return",
    kind: "logic",
    node: "return",
    name: "Return",
    description: "Ends the run as done, and gives values back to the playbook that called it. Output.",
  },
  {
    key: "logic:stop",
    kind: "logic",
    node: "stop",
    name: "Stop",
    description: "Ends the whole run as done, also from within a loop. End, exit.",
  },
  {
    key: "logic:note",
    kind: "logic",
    node: "note",
    name: "Note",
    description: "A text for those who read the drawing. It does not run. Comment.",
  },
  {
    key: "approval",
    kind: "approval",
    node: "approval",
    name: "Approval",
    description: "Asks people, and goes on by what they decide.",
    fields: { approvers: ["role:analyst"] },
  },
];

/** Everything a playbook can be made of, in the palette's order. */
export function choicesOf({ actions, triggers }: Catalogue): Choice[] {
  const all: Bare[] = [
    ...[...triggers.values()].map(({ key, logo, name, description, config }): Bare => ({
      key: `trigger:${key}`,
      kind: "trigger",
      logo,
      node: "trigger",
      name,
      description,
      fields: { trigger: key, config: defaultOf(config) },
    })),
    ...BUILT_IN,
    ...[...actions.values()].map(({ key, kind, icon, logo, name, description, effect, branches }): Bare => ({
      key: `action:${key}`,
      kind,
      icon,
      logo,
      node: "action",
      name,
      description,
      writes: effect === "write",
      fields: { action: key, ...(branches === undefined ? {} : { branches: Object.keys(branches) }) },
    })),
  ];
  return all
    .map((bare) => ({
      writes: false,
      fields: {},
      ...bare,
      words: `${bare.name} ${bare.key} ${bare.kind} ${bare.description}`.toLowerCase(),
    }))
    .toSorted((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
}

/** Every word typed is found; names that begin with it come first. Without words everything, by kind. */
export function searchChoices(choices: readonly Choice[], typed: string): readonly Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  return choices
    .filter((choice) => words.every((word) => choice.words.includes(word)))
    .toSorted((a, b) => rank(a, words) - rank(b, words));
}

function rank({ name }: Choice, [first = ""]: readonly string[]): number {
  const lower = name.toLowerCase();
  if (lower.startsWith(first)) return 0;
  return lower.includes(` ${first}`) ? 1 : lower.includes(first) ? 2 : 3;
}
