import { z } from "zod";
import { ActionError } from "../action-error.ts";
import { defineAction } from "../action.ts";
import { alertNotFound } from "./alert-not-found.ts";
import { alertRef } from "./alert-ref.ts";
import { tooManyComments } from "./too-many-comments.ts";
import { alertStatuses, findStatus } from "./alert-status.ts";

const author = "Riposte";

export const updateAlertStatus = defineAction({
  key: "riposte.update_alert_status",
  name: "Update alert status",
  description: "Gives an alert another status, with a comment if you like.",
  kind: "setter",
  effect: "write",
  idempotent: true,
  execution: "short",
  arguments: z.strictObject({
    uuid: alertRef(),
    action_uuid: z
      .string()
      .min(1)
      // In the schema alone: what a template yields is looked up whatever its case.
      .meta({
        description: "The new status, by name or by uuid",
        pattern: `^(${[...Object.keys(alertStatuses), ...Object.values(alertStatuses)].join("|")})$`,
        "x-must": `be ${Object.keys(alertStatuses).join(", ")}, or the uuid of one of these`,
        "x-names": Object.fromEntries(Object.entries(alertStatuses).map(([name, uuid]) => [uuid, name])),
      }),
    comment: z.string().max(20_000).optional().describe("Text of a comment that goes with it"),
  }),
  result: z.object({
    actions: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  }),
  target: ({ uuid }) => [`alert:${uuid}`],
  examples: [
    {
      arguments: { uuid: "AL-SIGNIN1", action_uuid: alertStatuses.Ongoing },
      result: {
        actions: [{ id: alertStatuses.Ongoing, name: "Ongoing", description: "Status set to Ongoing" }],
      },
    },
    {
      arguments: { uuid: "AL-SIGNIN1", action_uuid: "Closed", comment: "Seen, harmless." },
      result: {
        actions: [{ id: alertStatuses.Closed, name: "Closed", description: "Status set to Closed" }],
      },
    },
  ],

  async run({ uuid, action_uuid, comment }, { store, requestKey }) {
    const status = findStatus(action_uuid);
    if (status === undefined) {
      throw new ActionError(
        "bad_arguments",
        `There is no status ${action_uuid}. It is one of ${Object.keys(alertStatuses).join(", ")}, or the uuid of one.`,
        { field: "arguments.action_uuid" },
      );
    }
    const change = { statusUuid: status.uuid, comment: comment === "" ? null : (comment ?? null) };
    const updated = await store.updateAlertStatus({ alert: uuid, author, requestKey, ...change });
    if (updated === "alert_not_found") throw alertNotFound(uuid);
    if (updated === "too_many_comments") throw tooManyComments(uuid);
    const description = `Status ${updated === "unchanged" ? "was already" : "set to"} ${status.name}`;
    return {
      actions: [{ id: status.uuid, name: status.name, description }],
    };
  },
});
