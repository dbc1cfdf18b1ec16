import type { Payload } from "../payload.ts";
import type { RunFacts } from "./run-facts.ts";

/** Holds what the step's templates read and nothing else: what is not read is absent, the trigger null. */
export interface RenderContext {
  readonly trigger: Payload;
  readonly steps: { readonly [name: string]: Payload };
  /** The id of each of those steps, by its name. */
  readonly ids: { readonly [name: string]: string };
  /** Objects to merge in this order: a later one wins. */
  readonly vars: readonly (Payload | UnsetVariables)[];
  /** The iteration that the step stands in, where it reads that. */
  readonly loop?: LoopFacts;
  readonly run: RunFacts;
  readonly now: number;
  /** What templates mean to this plan; absent: 1, as in what was written before there were others. */
  readonly semantics?: number;
}

/** Variables that are not there any more. */
export interface UnsetVariables {
  readonly kind: "unset";
  readonly names: readonly string[];
}

/** What templates see as `loop` and `item`. */
export interface LoopFacts {
  readonly index: number;
  /** Null for a while. */
  readonly length: number | null;
  /** Null for a while. */
  readonly item: Payload | null;
  /** What the last iteration of a while gave; null for a for-each. */
  readonly previous: Payload | null;
  readonly parent: LoopFacts | null;
}
