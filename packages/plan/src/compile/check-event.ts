import { isTemplate } from "@riposte/template";
import { durationOf } from "../engine/duration.ts";
import { LONGEST_WAIT_MS } from "../engine/executors/wait.ts";
import type { StepNode } from "../graph.ts";
import { typeOfSchema } from "../types/from-schema.ts";
import { inferTemplate } from "../types/infer-template.ts";
import * as types from "../types/type.ts";
import { called } from "./called.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";
import { sourceSchema, OWN_WEBHOOK } from "./event-source.ts";
import { fieldFaults } from "./field-faults.ts";
import { eventFieldsOf } from "./step-fields.ts";
import { readTemplates } from "./templates-of.ts";

type EventNode = Extract<StepNode, { kind: "wait_event" }>;

/** What a wait for an event can get wrong; `key` and `timeoutAfter` are read as other templates of a step are. */
export function checkEvent(draft: Draft, node: EventNode): Diagnostic[] {
  return [
    ...checkSource(draft, node),
    ...checkKey(node),
    ...checkTimeout(node),
    ...checkExpressions(draft, node),
  ];
}

function checkSource({ trigger, catalogue }: Draft, node: EventNode): Diagnostic[] {
  const { source } = node;
  const say = (message: string, hint: { hint?: string }) => [
    error({ code: "unknown_source", message, node: node.id, field: "source", ...hint }),
  ];
  if (source === "") return say("Choose where the event comes from.", {});
  if (source === OWN_WEBHOOK) {
    if (trigger === null || trigger.trigger === "webhook") return [];
    const hint = "Wait for another playbook's webhook, or start this playbook by one.";
    return say("This playbook has no webhook of its own to wait for.", { hint });
  }
  if (catalogue.events?.has(source) === true) return [];
  const hint = didYouMean(source, catalogue.events?.keys() ?? []);
  if (!source.startsWith("webhook:")) return say(`Nothing called "${source}" brings events.`, hint);
  const name = source.slice("webhook:".length);
  const published = "A playbook has one once it was published with a webhook as its trigger.";
  return say(`There is no playbook "${name}" with a webhook.`, "hint" in hint ? hint : { hint: published });
}

function checkKey(node: EventNode): Diagnostic[] {
  const { key, eventKey, condition } = node;
  const hasKey = key !== undefined && key !== null && key !== "";
  const hasEventKey = eventKey !== undefined && eventKey.trim() !== "";
  const missing = (message: string, field: string, hint: string) => [
    error({ code: "missing_argument", message, node: node.id, field, hint }),
  ];
  if (hasKey && !hasEventKey) {
    const hint = "Such as event.body.ticket";
    return missing("Say what of the event must be equal to the key.", "eventKey", hint);
  }
  if (!hasKey && eventKey !== undefined) {
    const hint = "Such as {{ steps.create_ticket.id }}";
    return missing("Say what that of the event must be equal to.", "key", hint);
  }
  if (hasKey || key !== undefined || condition !== undefined) return [];
  const message = `Any event from there ends "${called(node)}", whatever it says.`;
  const hint = "Give a key or a condition, where not every event will do.";
  return [warning({ code: "any_event", message, node: node.id, field: "key", hint })];
}

function checkTimeout({ id, timeoutAfter }: EventNode): Diagnostic[] {
  if (timeoutAfter === undefined || (typeof timeoutAfter === "string" && isTemplate(timeoutAfter))) return [];
  const say = (message: string, hint: string) => [
    error({ code: "bad_wait", message, node: id, field: "timeoutAfter", hint }),
  ];
  const isWritten = typeof timeoutAfter === "number" || typeof timeoutAfter === "string";
  const duration = isWritten ? durationOf(timeoutAfter) : null;
  if (duration === null)
    return say("The time-out must be a number of seconds.", "Write 0 or more, such as 86400 for a day.");
  if (duration <= LONGEST_WAIT_MS) return [];
  return say("A wait may last five years at most.", "Leave it empty to wait for ever.");
}

/** They are worked out when an event comes, wherever the run stands then: of the run they can read nothing. */
function checkExpressions(draft: Draft, node: EventNode): Diagnostic[] {
  const fields = eventFieldsOf(node);
  if (fields.length === 0) return [];
  const schema = sourceSchema(draft, node.source);
  const event = schema === null ? types.ANY : typeOfSchema(schema);
  const names = (name: string) => (name === "event" ? event : null);
  const { readings, templates, diagnostics } = readTemplates(node.id, fields);
  const inferred = new Map(
    templates.map(({ field, template, isExpression }) => [
      field,
      inferTemplate(template, names, { isCondition: isExpression && field === "condition" }),
    ]),
  );
  const found = [...inferred].flatMap(([field, { findings }]) =>
    findings.map(({ isCertain, ...finding }) =>
      (isCertain ? error : warning)({ ...finding, node: node.id, field }),
    ),
  );
  const unread = readings.flatMap(({ field, reference: { path, range } }): Diagnostic[] => {
    const place = { node: node.id, field, range };
    if (path[0] === "event") {
      const isGuarded = inferred.get(field)?.guarded.has(`${range.start}:${range.end}`) ?? false;
      const faults = fieldFaults(schema, { path, from: 1, place });
      return isGuarded ? faults.map((fault) => ({ ...fault, severity: "warning" as const })) : faults;
    }
    const message = `There is nothing called "${String(path[0])}" here: only "event" can be read.`;
    return [
      error({ code: "unknown_name", message, ...place, hint: "What the run knows belongs in the key." }),
    ];
  });
  const told = new Set([...diagnostics, ...unread].map(placeOf));
  return [...diagnostics, ...unread, ...found.filter((one) => !told.has(placeOf(one)))];
}

function placeOf({ code, field, range }: Pick<Diagnostic, "code" | "field" | "range">): string {
  return `${code} ${field} ${range?.start}`;
}
