import type { ActionEntry, Catalogue, PlaybookEntry, TriggerEntry } from "../catalogue.ts";
import { FAILED_RUN } from "../failed-run.ts";
import type { JsonObject } from "../plan.ts";

/** A small world for tests: one action of each sort, two triggers, two connectors. */
export const testCatalogue: Catalogue = {
  actions: byKey([
    action("test.get_typed", {
      result: schema({ short_id: { type: "string" }, status: schema({ name: { type: "string" } }, []) }, []),
    }),
    action("test.get_alert", {
      arguments: schema({ uuid: { type: "string", format: "uuid" } }, ["uuid"]),
    }),
    action("test.comment", {
      effect: "write",
      arguments: schema(
        {
          uuid: { type: "string" },
          text: { type: "string", minLength: 1 },
          tags: { type: "array", items: { type: "string" }, maxItems: 2 },
          severity: { type: "integer", minimum: 0, maximum: 10 },
          target: {
            anyOf: [
              { type: "object", properties: { host: { type: "string" } }, required: ["host"] },
              { type: "object", properties: { user: { type: "string" } }, required: ["user"] },
            ],
          },
          owner: schema({ name: { type: "string" }, mail: { type: "string" } }, ["name"]),
          options: { $ref: "#/$defs/options" },
        },
        ["uuid", "text"],
        { options: schema({ notify: { type: "boolean" }, level: { enum: ["low", "high"] } }, []) },
      ),
    }),
    action("test.isolate", {
      effect: "write",
      idempotent: true,
      connector: "edr",
      connectorRequired: true,
      arguments: schema({ host: { type: "string" } }, ["host"]),
    }),
    action("test.scan", { branches: { known: "It was seen before", unseen: "It was not" } }),
    action("script.judge", {
      execution: "script",
      script: {
        hash: "a".repeat(64),
        entry: "main",
        memoryMb: 256,
        name: "judge",
        arguments: schema({ address: {} }, ["address"]),
      },
      arguments: schema({ address: {} }, ["address"]),
      timeoutMs: 120_000,
    }),
  ]),
  triggers: byKey<TriggerEntry>([
    trigger("webhook", schema({ respond: { type: "boolean" } }, [])),
    trigger("manual", schema({}, [])),
    { ...trigger("call", schema({ inputs: { type: "object" } }, [])), eventIn: "inputs", callable: true },
  ]),
  playbooks: new Map(
    [
      playbook("pb_block", "Block host", {
        inputs: schema({ host: { type: "string" } }, ["host"]),
        gives: schema({ verdict: { type: "string" } }, ["verdict"]),
      }),
      playbook("pb_alarm", "Alarm", { inputs: FAILED_RUN, gives: null }),
      playbook("pb_narrow", "Narrow", { inputs: schema({ host: { type: "string" } }, ["host"]) }),
      playbook("pb_ring", "Ring", { calls: ["pb_round"] }),
      playbook("pb_round", "Round", { calls: ["pb_ring", "pb_test"] }),
      playbook("pb_off", "Sleeping", { state: "off" }),
      playbook("pb_hook", "Hooked", { state: "other" }),
      playbook("pb_new", "Fresh", { state: "unpublished" }),
    ].map((entry) => [entry.id, entry] as const),
  ),
  events: byKey([
    {
      key: "webhook:Tickets",
      id: "playbook:pb_tickets",
      name: "Tickets",
      event: schema({ ticket: { type: "string" }, status: { enum: ["open", "closed"] } }, ["ticket"]),
    },
    { key: "alert_comment", id: "alert_comment", name: "comments on alerts", event: null },
  ]),
  connectors: new Map([
    ["our-edr", "edr"],
    ["our-mail", "smtp"],
  ]),
};

function action(key: string, more: Partial<ActionEntry>): ActionEntry {
  return {
    key,
    version: 1,
    name: key,
    description: "",
    kind: "helper",
    effect: "read",
    idempotent: false,
    execution: "short",
    arguments: schema({}, []),
    result: null,
    connector: null,
    connectorRequired: false,
    script: null,
    timeoutMs: 30_000,
    ...more,
  };
}

function playbook(id: string, name: string, more: Partial<PlaybookEntry>): PlaybookEntry {
  return { id, name, description: "", state: "callable", inputs: null, gives: null, calls: [], ...more };
}

function trigger(key: string, config: JsonObject): TriggerEntry {
  return { key, name: key, description: "", config, event: null };
}

function schema(properties: JsonObject, required: readonly string[], $defs?: JsonObject): JsonObject {
  const closed = { type: "object", properties, required, additionalProperties: false };
  return $defs === undefined ? closed : { ...closed, $defs };
}

function byKey<T extends { readonly key: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}
