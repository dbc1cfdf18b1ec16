import type { ActionEntry, Catalogue, TriggerEntry } from "../catalogue.ts";
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
  ]),
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
