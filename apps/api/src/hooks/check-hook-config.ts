import { moduleTriggerConfig } from "@riposte/integrations";
import type { Plan } from "@riposte/plan";
import { parse, patternFaults } from "@riposte/template";
import type { Template } from "@riposte/template";
import { UserError } from "../user-error.ts";
import { readHookConfig } from "./hook-config.ts";

/** Before a binding is stored: what it says must be readable when a sender comes. */
export function checkHookConfig({ trigger }: Plan): void {
  const isModules = trigger.script !== undefined;
  if (trigger.type !== "webhook" && !isModules) return;
  const { dedupe, debounce, oneAtATime } = isModules
    ? moduleTriggerConfig.parse(trigger.config)
    : readHookConfig(JSON.stringify(trigger.config));
  const place = `graph.${trigger.id}.config`;
  checkKey("deduplication key", dedupe, `${place}.dedupe`);
  checkKey("debounce key", debounce?.key ?? null, `${place}.debounce.key`);
  checkKey("key of runs one at a time", oneAtATime?.key ?? null, `${place}.oneAtATime.key`);
}

function checkKey(what: string, text: string | null, field: string): void {
  if (text === null) return;
  const [fault] = patternFaults(readTemplate(what, text, field));
  if (fault === undefined) return;
  throw new UserError("bad_request", `The trigger's ${what} cannot work: ${fault.message}`, { field });
}

function readTemplate(what: string, text: string, field: string): Template {
  try {
    return parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError("bad_request", `The trigger's ${what} is no template: ${why}`, {
      field,
      cause: error,
    });
  }
}
