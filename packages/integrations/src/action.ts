import type { ActionEntry, Effect } from "@riposte/plan";
import type { z } from "zod";
import type { ConnectorDefinition, ConnectorValues } from "./connector.ts";
import type { ActionContext } from "./context.ts";

type AnyConnector = ConnectorDefinition | null;

/** What `run` gets as `context.connector`: null only where the action does without one. */
type ConnectorOf<C extends AnyConnector, Required extends boolean> =
  C extends ConnectorDefinition<infer S, infer X>
    ? ConnectorValues<S, X> | (Required extends true ? never : null)
    : null;

/**
 * Everything about an action: form, checks, catalogue entry and docs come from it.
 * `docs/adding-an-action.md` walks through one.
 */
export interface ActionDefinition<
  A extends z.ZodObject = z.ZodObject,
  R extends z.ZodType = z.ZodType,
  C extends AnyConnector = AnyConnector,
  Required extends boolean = boolean,
> {
  /** `<vendor>.<name>`: the folder and the file, with underscores. Never changes. */
  readonly key: string;
  /** Of the contract: grows when arguments or results change in a way that breaks a playbook. */
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly kind: Exclude<ActionEntry["kind"], "script">;
  readonly effect: Effect;
  /** Whether calling it twice with the same request key has the effect once. */
  readonly idempotent: boolean;
  /** `short`: done within 5 s, runs as a local activity. */
  readonly execution: "short" | "long";
  readonly timeoutMs: number;
  readonly connector: C;
  readonly connectorRequired: Required;
  readonly arguments: A;
  readonly result: R;
  /** What a call touches: `alert:<uuid>`, `host:<name>`. Limits and approvals count these. */
  target(args: z.output<A>): readonly string[];
  /** Shown in the docs; a test checks them against the schemas. */
  readonly examples: readonly [ActionExample<A, R>, ...ActionExample<A, R>[]];
  /** @throws ActionError for what the outside said; anything else counts as a bug. */
  run(args: z.output<A>, context: ActionContext<ConnectorOf<C, Required>>): Promise<z.input<R>>;
}

interface ActionExample<A extends z.ZodObject, R extends z.ZodType> {
  readonly arguments: z.input<A>;
  readonly result: z.input<R>;
}

/** Left out: version 1, no connector, `connectorRequired` wherever there is one, 5 s (short) or 60 s (long). */
type Defaults<C extends AnyConnector, Required extends boolean> = {
  readonly version?: number;
  readonly timeoutMs?: number;
  readonly connector?: C;
  readonly connectorRequired?: Required;
};

export function defineAction<
  A extends z.ZodObject,
  R extends z.ZodType,
  C extends AnyConnector = null,
  Required extends boolean = true,
>(
  action: Omit<ActionDefinition<A, R, C, Required>, keyof Defaults<C, Required>> & Defaults<C, Required>,
): ActionDefinition<A, R, C, Required> {
  const connector = (action.connector ?? null) as C;
  const connectorRequired = (action.connectorRequired ?? connector !== null) as Required;
  const timeoutMs = action.execution === "short" ? 5_000 : 60_000;
  return { version: 1, timeoutMs, ...action, connector, connectorRequired };
}
