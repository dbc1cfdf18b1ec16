import { z } from "zod";
import { defineTrigger } from "../trigger.ts";

export const manual = defineTrigger({
  key: "manual",
  name: "By hand",
  description: "Somebody starts the playbook and gives it any JSON value as event.",
  config: z.strictObject({}),
  event: z.unknown(),
  examples: [{ config: {}, event: { alert_id: "ALSIGNIN0001" } }],
});
