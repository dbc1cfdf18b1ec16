import { z } from "zod";
import { defineTrigger } from "../trigger.ts";
import { oneAtATime } from "./run-order.ts";

/** Also read by who starts the runs. */
export const manualConfig = z.strictObject({ oneAtATime });

export const manual = defineTrigger({
  key: "manual",
  name: "By hand",
  description: "Somebody starts the playbook and gives it any JSON value as event.",
  config: manualConfig,
  event: z.unknown(),
  examples: [{ config: {}, event: { alert_id: "AL-SIGNIN1" } }],
});
