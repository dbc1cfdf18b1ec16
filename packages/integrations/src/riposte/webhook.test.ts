import { expect, test } from "vitest";
import { webhookConfig } from "./webhook.ts";

test("fills in what the author leaves out", () => {
  expect(webhookConfig.parse({ auth: { mode: "hmac" } })).toEqual({
    auth: {
      mode: "hmac",
      signatureHeader: "x-riposte-signature",
      timestampHeader: "x-riposte-timestamp",
      toleranceSeconds: 300,
    },
    bodies: ["json", "form", "raw"],
    dedupe: null,
    respond: { wait: false, timeoutSeconds: 30 },
  });
  expect(webhookConfig.parse({ auth: { mode: "secret_header", header: "X-Api-Key" } }).auth).toEqual({
    mode: "secret_header",
    header: "x-api-key",
  });
});

test.each([
  {},
  { auth: { mode: "none" } },
  { auth: { mode: "secret_header", header: "not a header" } },
  { auth: { mode: "hmac", secret: "a secret does not belong here" } },
  { auth: { mode: "hmac", toleranceSeconds: 0 } },
])("refuses %j", (config) => {
  expect(webhookConfig.safeParse(config).success).toBe(false);
});
