import type { Payload } from "../payload.ts";
import type { CollectReads } from "../plan.ts";

/** What templates see as `run` and `playbook`. */
export interface RunFacts {
  readonly id: string;
  readonly playbook: string;
  readonly playbookId: string;
  readonly version: number;
  readonly workspaceId: string;
  /** Writes are shown and not sent. */
  readonly simulate: boolean;
  readonly startedAt: number;
  /** How many runs stand above it, each the caller of the next; absent: none. */
  readonly depth?: number;
  /** Of the test of a draft: where it stands until a person has it go on. */
  readonly breakpoints?: readonly Breakpoint[];
  /** Questions to people tell words and values apart, and hold the beginning of long ones; absent: as one text. */
  readonly shortens?: true;
}

export interface Breakpoint {
  readonly step: string;
  /** Only what it is true for stands. */
  readonly when?: BreakpointCondition;
}

/** An expression, and what it reads. */
export interface BreakpointCondition extends CollectReads {
  readonly expression: string;
}

/** `step_over`: what comes right after it stands as well; `run_on`: nothing stands any more in this run. */
export type WayOn = "go_on" | "step_over" | "run_on";

export type Instead =
  | { readonly kind: "given"; readonly value: Payload }
  | { readonly kind: "output"; readonly value: Payload; readonly port: string };
