import type { Plan } from "@riposte/plan";
import { parse, patternFaults } from "@riposte/template";
import type { Template } from "@riposte/template";
import { UserError } from "../user-error.ts";
import { readHookConfig } from "./hook-config.ts";

/** Before a binding is stored: what it says must be readable when a sender comes. */
export function checkHookConfig({ trigger }: Plan): void {
  if (trigger.type !== "webhook") return;
  const { dedupe } = readHookConfig(JSON.stringify(trigger.config));
  if (dedupe === null) return;
  const field = `graph.${trigger.id}.config.dedupe`;
  const [fault] = patternFaults(readTemplate(dedupe, field));
  if (fault === undefined) return;
  throw new UserError("bad_request", `The trigger's deduplication key cannot work: ${fault.message}`, {
    field,
  });
}

function readTemplate(text: string, field: string): Template {
  try {
    return parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError("bad_request", `The trigger's deduplication key is no template: ${why}`, {
      field,
      cause: error,
    });
  }
}
