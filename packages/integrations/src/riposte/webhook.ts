import { z } from "zod";
import { defineTrigger } from "../trigger.ts";
import { debounce, oneAtATime } from "./run-order.ts";

const header = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, "must be the name of a header, such as x-signature")
  .meta({ "x-must": "be the name of a header, such as x-signature" })
  .transform((name) => name.toLowerCase());

const auth = z.discriminatedUnion("mode", [
  z
    .strictObject({ mode: z.literal("secret_header"), header: header.prefault("x-riposte-secret") })
    .describe("The sender puts the secret into a header"),
  z
    .strictObject({
      mode: z.literal("hmac"),
      signatureHeader: header.prefault("x-riposte-signature"),
      timestampHeader: header.prefault("x-riposte-timestamp"),
      toleranceSeconds: z.int().min(1).max(3_600).default(300),
    })
    .describe('The sender signs "<timestamp>.<raw body>" with HMAC-SHA256: "v1=" and the hex digest'),
]);

/** Also read by who receives the requests. */
export const webhookConfig = z.strictObject({
  auth,
  bodies: z
    .array(z.enum(["json", "form", "raw"]))
    .min(1)
    .default(["json", "form", "raw"])
    .describe("Kinds of body that are accepted; a raw one arrives as text"),
  dedupe: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "Template of the key that recognises a repeated event, where the sender gives no Idempotency-Key",
    ),
  debounce,
  oneAtATime,
  respond: z
    .strictObject({
      wait: z.boolean().default(false),
      timeoutSeconds: z.int().min(1).max(120).default(30),
    })
    .prefault({})
    .describe("Whether the sender waits for the answer of a Respond step"),
});

export type WebhookConfig = z.output<typeof webhookConfig>;

export const webhook = defineTrigger({
  key: "webhook",
  name: "Webhook",
  description: "Runs for every accepted POST to the playbook's own address.",
  config: webhookConfig,
  event: z.object({
    body: z.unknown(),
    headers: z.record(z.string(), z.string()),
    query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    method: z.string(),
    received_at: z.string().describe("ISO 8601"),
  }),
  examples: [
    {
      config: { auth: { mode: "hmac" }, dedupe: "{{ trigger.body.id }}" },
      event: {
        body: { id: "evt-1", alert_id: "AL-SIGNIN1" },
        headers: { "content-type": "application/json" },
        query: {},
        method: "POST",
        received_at: "2026-11-02T09:30:00.000Z",
      },
    },
    {
      config: {
        auth: { mode: "secret_header", header: "X-Api-Key" },
        respond: { wait: true, timeoutSeconds: 10 },
      },
      event: {
        body: "ping",
        headers: {},
        query: { source: "monitor" },
        method: "POST",
        received_at: "2026-11-02T09:30:00.000Z",
      },
    },
  ],
});
