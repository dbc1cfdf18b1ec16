import { createHmac } from "node:crypto";
import { z } from "zod";
import { ActionError } from "../action-error.ts";
import { defineAction } from "../action.ts";
import type { ConnectorValues } from "../connector.ts";
import { expectOk } from "../expect-ok.ts";
import { jsonValue } from "../json-text.ts";
import { httpUrl } from "./http-url.ts";
import { isAmongHosts } from "./is-among-hosts.ts";
import { jsonOrNull } from "./json-or-null.ts";
import { urlTarget } from "./url-target.ts";
import { webhookConnector } from "./webhook-connector.ts";

export const sendWebhook = defineAction({
  key: "riposte.send_webhook",
  name: "Send webhook",
  description:
    "Sends JSON to an address. The header Idempotency-Key is the same over all tries of the step; a connector signs it.",
  kind: "notifier",
  effect: "notify",
  idempotent: false,
  execution: "long",
  timeoutMs: 30_000,
  connector: webhookConnector,
  connectorRequired: false,
  arguments: z.strictObject({
    url: httpUrl(),
    method: z.enum(["POST", "PUT", "PATCH", "DELETE"]).default("POST"),
    headers: z.record(z.string(), z.string()).default({}).describe("Further headers"),
    body: jsonValue().optional().describe("Sent as JSON"),
  }),
  result: z.object({
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    text: z.string(),
    json: z.unknown().describe("The answer's body where it is JSON, otherwise null"),
    complete: z.boolean().describe("False where the body was too long or broke off"),
  }),
  target: ({ url }) => [urlTarget(url)],
  examples: [
    {
      arguments: { url: "https://soar.example.com/hooks/1", body: { alert: "AL-SIGNIN1", closed: true } },
      result: {
        status: 200,
        headers: { "content-type": "application/json" },
        text: '{"ok":true}',
        json: { ok: true },
        complete: true,
      },
    },
  ],

  async run({ url, method, headers, body }, { http, connector, requestKey, signal, redact, now }) {
    const text = body?.text;
    if (connector !== null && !isAmongHosts(url, connector.settings.hosts)) {
      const { host, protocol } = new URL(url);
      const message = `The connector's secrets may not go to ${host || `a ${protocol.slice(0, -1)} address`}: its hosts are ${connector.settings.hosts}.`;
      throw new ActionError("bad_arguments", message, { field: "arguments.url" });
    }
    const answer = await http.request({
      method,
      url,
      headers: {
        ...(text === undefined ? {} : { "content-type": "application/json" }),
        "idempotency-key": requestKey,
        ...lowerCased(headers),
        ...(connector === null ? {} : credentials(connector, text ?? "", now())),
      },
      ...(text === undefined ? {} : { body: text }),
      signal,
    });
    expectOk(answer, redact);
    return {
      status: answer.status,
      headers: answer.headers,
      text: answer.body,
      json: jsonOrNull(answer),
      complete: answer.complete,
    };
  },
});

type Receiver = ConnectorValues<typeof webhookConnector.settings, typeof webhookConnector.secrets>;

/** As our own webhook trigger checks it. */
function credentials({ settings, secrets }: Receiver, body: string, now: number): Record<string, string> {
  const headers: Record<string, string> = {};
  if (secrets.authorization !== undefined) headers["authorization"] = secrets.authorization;
  if (secrets.signing_key !== undefined) {
    const timestamp = String(Math.floor(now / 1000));
    const digest = createHmac("sha256", secrets.signing_key).update(`${timestamp}.${body}`).digest("hex");
    headers[settings.timestamp_header.toLowerCase()] = timestamp;
    headers[settings.signature_header.toLowerCase()] = `v1=${digest}`;
  }
  return headers;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
