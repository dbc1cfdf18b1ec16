import {
  IconArrowBackUp,
  IconBell,
  IconBolt,
  IconArrowsSplit2,
  IconArrowsJoin2,
  IconClockHour4,
  IconCode,
  IconCornerDownLeft,
  IconFileSearch,
  IconFlag,
  IconHandStop,
  IconInbox,
  IconNote,
  IconPencil,
  IconRefresh,
  IconRepeat,
  IconSubtask,
  IconTool,
  IconUserCheck,
  IconVariable,
  IconWorldSearch,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { DraftNode } from "@riposte/draft";
import type { ActionEntry } from "@riposte/plan";
import { textOf } from "./node-fields.ts";

/** What people tell steps apart by. Colour, icon and the shape around it say the same thing three times. */
export type Kind = "trigger" | ActionEntry["kind"] | "logic" | "approval";

export interface KindLook {
  readonly word: string;
  readonly plural: string;
  /** What steps of this kind do, for the palette. */
  readonly says: string;
  /** A colour of the theme. */
  readonly colour: string;
  readonly Icon: Icon;
  /** The frame of the icon, see step-icon.module.css. */
  readonly shape:
    | "circle"
    | "square"
    | "soft"
    | "bubble"
    | "hexagon"
    | "pill"
    | "diamond"
    | "octagon"
    | "notched";
}

export const KINDS = {
  trigger: {
    word: "Trigger",
    plural: "Triggers",
    says: "Start the playbook",
    colour: "grape",
    Icon: IconBolt,
    shape: "circle",
  },
  getter: {
    word: "Getter",
    plural: "Getters",
    says: "Look something up",
    colour: "blue",
    Icon: IconFileSearch,
    shape: "square",
  },
  setter: {
    word: "Setter",
    plural: "Setters",
    says: "Change something",
    colour: "orange",
    Icon: IconPencil,
    shape: "soft",
  },
  notifier: {
    word: "Notifier",
    plural: "Notifiers",
    says: "Tell somebody",
    colour: "teal",
    Icon: IconBell,
    shape: "bubble",
  },
  enricher: {
    word: "Enricher",
    plural: "Enrichers",
    says: "Learn more about something",
    colour: "cyan",
    Icon: IconWorldSearch,
    shape: "hexagon",
  },
  helper: {
    word: "Helper",
    plural: "Helpers",
    says: "Work on data",
    colour: "gray",
    Icon: IconTool,
    shape: "pill",
  },
  logic: {
    word: "Logic",
    plural: "Logic",
    says: "Decide, wait, remember",
    colour: "violet",
    Icon: IconArrowsSplit2,
    shape: "diamond",
  },
  approval: {
    word: "Approval",
    plural: "Approvals",
    says: "Let a person decide",
    colour: "pink",
    Icon: IconUserCheck,
    shape: "octagon",
  },
  script: {
    word: "Script",
    plural: "Scripts",
    says: "Run your own Python",
    colour: "lime",
    Icon: IconCode,
    shape: "notched",
  },
} as const satisfies Record<Kind, KindLook>;

export const KIND_ORDER: readonly Kind[] = [
  "trigger",
  "logic",
  "approval",
  "getter",
  "enricher",
  "setter",
  "notifier",
  "helper",
  "script",
];

const LOGIC_ICONS: Partial<Record<DraftNode["kind"], Icon>> = {
  condition: IconArrowsSplit2,
  join: IconArrowsJoin2,
  wait: IconClockHour4,
  wait_event: IconInbox,
  set: IconVariable,
  respond: IconCornerDownLeft,
  fail: IconHandStop,
  switch: IconArrowsSplit2,
  stop: IconFlag,
  sub_playbook: IconSubtask,
  return: IconArrowBackUp,
  for_each: IconRepeat,
  while: IconRefresh,
  note: IconNote,
};

/** Of an action that is not in the catalogue, its key still tells a script from the rest. */
export function kindOf(node: DraftNode, actions: ReadonlyMap<string, ActionEntry>): Kind {
  if (node.kind === "trigger" || node.kind === "approval") return node.kind;
  if (node.kind !== "action") return "logic";
  const key = textOf(node, "action");
  return actions.get(key)?.kind ?? (/^(?:script|module)\./.test(key) ? "script" : "helper");
}

export function iconOf(kind: Kind, node: DraftNode["kind"]): Icon {
  return LOGIC_ICONS[node] ?? KINDS[kind].Icon;
}
