import { z } from "zod";
import { defineConnector } from "../connector.ts";

export const webhookConnector = defineConnector({
  type: "webhook",
  name: "Webhook receiver",
  description:
    "Secrets for a system that receives webhooks: a key to sign with, an Authorization header, or both.",
  settings: z.strictObject({
    hosts: z
      .string()
      .regex(/^\s*[\w.*:[\]-]+(\s*,\s*[\w.*:[\]-]+)*\s*$/, "must be host names with commas between them")
      .meta({ "x-must": "be host names with commas between them" })
      .describe(
        "Where the secrets may go: soar.example.com, with *. before it every host below; commas between",
      ),
    signature_header: z.string().min(1).default("x-riposte-signature"),
    timestamp_header: z.string().min(1).default("x-riposte-timestamp"),
  }),
  secrets: z.strictObject({
    signing_key: z
      .string()
      .min(16)
      .optional()
      .describe('Signs "<timestamp>.<raw body>" with HMAC-SHA256: "v1=" and the hex digest'),
    authorization: z.string().min(1).optional().describe('Sent as Authorization header: "Bearer …"'),
  }),
});
