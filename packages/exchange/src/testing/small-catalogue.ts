import type { ActionEntry, Catalogue, TriggerEntry } from "@riposte/plan";

/** As much of a workspace as the tests ask for. */
export function smallCatalogue(more: Partial<Catalogue> = {}): Catalogue {
  return {
    actions: byKey([
      action("riposte.get_alert", "Get alert", ["uuid"]),
      action("riposte.comment_alert", "Comment alert", ["uuid", "content"]),
      action("riposte.update_alert_status", "Update alert status", ["uuid", "action_uuid"]),
      action("riposte.http_request", "HTTP request", ["url"]),
      action("riposte.send_email", "Send e-mail", ["to", "subject"]),
      {
        ...action("mattermost.post_message", "Post message", ["message"]),
        connector: "mattermost",
        connectorRequired: true,
      },
    ]),
    triggers: byKey([trigger("manual"), trigger("webhook"), trigger("call")]),
    connectors: new Map(),
    playbooks: new Map(),
    ...more,
  };
}

export function action(key: string, name: string, required: readonly string[]): ActionEntry {
  return {
    key,
    version: 1,
    name,
    description: "",
    kind: "getter",
    effect: "read",
    idempotent: true,
    execution: "short",
    arguments: { type: "object", properties: {}, required },
    result: null,
    connector: null,
    connectorRequired: false,
    script: null,
    timeoutMs: 1_000,
  };
}

function trigger(key: string): TriggerEntry {
  return { key, name: key, description: "", config: { type: "object" }, event: null };
}

export function byKey<T extends { readonly key: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}
