import { ActionError, readResult } from "@riposte/integrations";
import type { ActionContext, ActionDefinition } from "@riposte/integrations";
import type { Data } from "@riposte/template";
import type { Redact } from "@riposte/vault";
import type { Logger } from "pino";
import { describeError } from "./describe-error.ts";
import { failed, outcomeOfError, outcomeOfReason, unknown } from "./outcomes.ts";
import type { BadOutcome } from "./outcomes.ts";
import { isDatabaseDown } from "./persistently.ts";
import { redactData } from "./redact-data.ts";

/** Everything is ready: only the effect is missing. */
export interface PreparedCall {
  readonly action: ActionDefinition;
  readonly args: Record<string, unknown>;
  readonly context: Omit<ActionContext<unknown>, "signal" | "log" | "redact">;
  readonly redact: Redact;
}

interface Surroundings {
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  readonly logger: Logger;
}

/**
 * Calls the action and says what came of it, redacted.
 * @throws when a read found our database down: whoever called may simply call again.
 */
export async function perform(
  call: PreparedCall,
  { signal, log, logger }: Surroundings,
): Promise<{ readonly kind: "done"; readonly output: Data } | BadOutcome> {
  const { action, redact } = call;
  const context = {
    ...call.context,
    signal,
    redact: (text: string) => redact(text),
    log: (message: string) => log(redact(message)),
  };
  try {
    // The connector was checked against the action's own definition; the registry knows only the general type.
    const returned = await action.run(call.args, context as Parameters<ActionDefinition["run"]>[1]);
    return { kind: "done", output: redactData(readResult(action, returned), redact) };
  } catch (error) {
    if (action.effect === "read" && isDatabaseDown(error)) throw error;
    const outcome = explain(error, action, signal);
    if (outcome.failure.code === "internal")
      logger.error({ error: redact(describeError(error)) }, "An action failed unexpectedly");
    return { ...outcome, failure: { ...outcome.failure, message: redact(outcome.failure.message) } };
  }
}

function explain(error: unknown, action: ActionDefinition, signal: AbortSignal): BadOutcome {
  const harmless = action.effect === "read";
  if (error instanceof ActionError) {
    return error.unknown && harmless ? failed("timeout", error.message, true) : outcomeOfError(error);
  }
  if (signal.aborted && error instanceof Error && error.name === "AbortError") {
    const reason = outcomeOfReason(signal);
    if (harmless || action.idempotent) return reason;
    return unknown(`${reason.failure.message} It may or may not have taken effect.`);
  }
  return failed(
    "internal",
    `${action.name} failed unexpectedly. The worker's log says how: look for this run and step.`,
  );
}
