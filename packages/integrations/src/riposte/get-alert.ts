import { z } from "zod";
import { defineAction } from "../action.ts";
import { alertExample } from "./alert-example.ts";
import { alertNotFound } from "./alert-not-found.ts";
import { alertRef } from "./alert-ref.ts";
import { alert, showAlert } from "./alert.ts";

export const getAlert = defineAction({
  key: "riposte.get_alert",
  name: "Get alert",
  description: "Reads one alert with its status, urgency, comments and history.",
  kind: "getter",
  effect: "read",
  idempotent: true,
  execution: "short",
  arguments: z.strictObject({
    uuid: alertRef(),
    stix: z.boolean().default(false).describe("With its STIX bundle"),
    cases: z.boolean().default(false).describe("With the cases it belongs to"),
  }),
  result: alert,
  target: ({ uuid }) => [`alert:${uuid}`],
  examples: [{ arguments: { uuid: "AL-SIGNIN1" }, result: alertExample }],

  async run({ uuid, ...shown }, { store }) {
    const found = await store.getAlert(uuid);
    if (found === null) throw alertNotFound(uuid);
    return showAlert(found, shown);
  },
});
