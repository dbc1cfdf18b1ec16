import type { EventSource, JsonObject } from "@riposte/plan";

const shared = {
  alert: closed({
    uuid: { type: "string" },
    short_id: { type: "string", description: "Such as AL-SIGNIN1" },
    title: { type: "string" },
  }),
  by: { type: "string", description: "Who changed it" },
  received_at: { type: "string", format: "date-time" },
};

/** Changes of the alerts in our own store, as steps can wait for them. */
export const eventSources: readonly EventSource[] = [
  {
    key: "alert_status",
    id: "alert_status",
    name: "alerts that get another status",
    event: closed({
      ...shared,
      status: { type: "string", description: "Its new status, such as Closed" },
      previous_status: { type: "string" },
    }),
  },
  {
    key: "alert_comment",
    id: "alert_comment",
    name: "comments on alerts",
    event: closed({
      ...shared,
      comment: closed({ uuid: { type: "string" }, content: { type: "string" } }),
    }),
  },
];

function closed(properties: JsonObject): JsonObject {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
