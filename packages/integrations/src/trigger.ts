import type { z } from "zod";

/** A way in: what the author may set, and what templates see as `trigger`. */
export interface TriggerDefinition<C extends z.ZodObject = z.ZodObject, E extends z.ZodType = z.ZodType> {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly config: C;
  /** Null where anything may come. */
  readonly event: E | null;
  /** The setting that holds the JSON Schema of the event, where the author says what comes. */
  readonly eventIn?: string;
  /** Other playbooks can start it. */
  readonly callable?: true;
  /** Shown in the docs; a test checks them against the schemas. */
  readonly examples: readonly [TriggerExample<C, E>, ...TriggerExample<C, E>[]];
}

interface TriggerExample<C extends z.ZodObject, E extends z.ZodType> {
  readonly config: z.input<C>;
  readonly event: z.input<E>;
}

export function defineTrigger<C extends z.ZodObject, E extends z.ZodType>(
  definition: TriggerDefinition<C, E>,
): TriggerDefinition<C, E> {
  return definition;
}
