import { z } from "zod";
import { defineTrigger } from "../trigger.ts";

export const call = defineTrigger({
  key: "call",
  name: "Called by a playbook",
  description: "Runs when another playbook calls it, with what that hands over.",
  config: z.strictObject({
    inputs: z
      .record(z.string(), z.json())
      .default({ type: "object", properties: {}, required: [], additionalProperties: false })
      .describe("What it takes, as the JSON Schema of an object"),
  }),
  event: z.unknown(),
  eventIn: "inputs",
  callable: true,
  examples: [
    {
      config: {
        inputs: {
          type: "object",
          properties: { host: { type: "string" } },
          required: ["host"],
          additionalProperties: false,
        },
      },
      event: { host: "ws-042" },
    },
  ],
});
