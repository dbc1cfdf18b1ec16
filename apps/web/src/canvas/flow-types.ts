import type { Edge, Node } from "@xyflow/react";
import type { DraftNode, EdgeDifference, StepChange } from "@riposte/draft";
import type { ActionIcon, StepState } from "@riposte/plan";
import type { Kind } from "./kinds.ts";
import type { Port } from "./ports.ts";
import type { Route } from "./routes/route-edges.ts";

/** What is recorded of a step; of one that has no record, whether it can still come to it. */
export type ShownState = StepState | "notYet" | "notReached";

/** Everything a card shows, worked out before it is drawn: a card asks nothing of anybody. */
export interface StepData extends Record<string, unknown> {
  readonly node: DraftNode;
  readonly kind: Kind;
  /** Of an action that has its own. */
  readonly icon?: ActionIcon | undefined;
  /** Of its module. */
  readonly logo?: string | undefined;
  readonly title: string;
  readonly line: string;
  readonly ports: readonly Port[];
  /** Ways out that are gone, with edges that start there still. */
  readonly lost: readonly Port[];
  /** Ports that an edge starts from. */
  readonly connected: ReadonlySet<string>;
  readonly writes: boolean;
  readonly errors: number;
  readonly warnings: number;
  /** Tests take an output in its place. */
  readonly pinned: boolean;
  /** Tests stand there: with its condition, or empty where they always do. */
  readonly breakpoint: string | null;
  /** On the run page. */
  readonly state: ShownState | null;
  /** Beside another graph: what became of it; null where it is the same, or nothing is compared. */
  readonly change: StepChange | null;
}

export interface FlowData extends Record<string, unknown> {
  readonly label: string;
  readonly tone: Port["tone"];
  /** Its way out, or its step, is gone. */
  readonly broken: boolean;
  /** On the run page: the run did not come this way. */
  readonly faded: boolean;
  /** A step at its start is at work. */
  readonly moving: boolean;
  /** Beside another graph. */
  readonly change: EdgeDifference["change"] | null;
  /** Around the cards; null where there is no such way. */
  readonly route: Route | null;
}

export type StepFlowNode = Node<StepData, "step">;
export type FlowEdge = Edge<FlowData, "flow">;
