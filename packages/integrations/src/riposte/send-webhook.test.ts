import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { JsonText } from "../json-text.ts";
import { actionContext } from "../testing/action-context.ts";
import { sendJson, startFakeServer } from "../testing/fake-server.ts";
import { sendWebhook } from "./send-webhook.ts";

const plain = {
  method: "POST" as const,
  headers: {},
  body: new JsonText('{"big":12345678901234567890,"one":1.0}'),
};

test("sends the JSON to the letter, with the idempotency key", async () => {
  await using server = await startFakeServer((response) => sendJson(response, { ok: true }));
  const context = actionContext({ http: server.http, connector: null });
  const result = await sendWebhook.run({ ...plain, url: `${server.url}/in?x=1` }, context);

  expect(result).toMatchObject({ status: 200, json: new JsonText('{"ok":true}'), complete: true });
  expect(server.received).toMatchObject([
    {
      method: "POST",
      path: "/in?x=1",
      body: '{"big":12345678901234567890,"one":1.0}',
      headers: { "content-type": "application/json", "idempotency-key": "run_1/step" },
    },
  ]);
});

test("signs as our own webhook trigger checks it, and sends the secret header", async () => {
  await using server = await startFakeServer((response) => sendJson(response, {}));
  const connector = {
    settings: { hosts: "127.0.0.1", signature_header: "X-Sign", timestamp_header: "X-Time" },
    secrets: { signing_key: "0123456789abcdef", authorization: "Bearer token-of-mine" },
  };
  const context = actionContext({ http: server.http, connector });
  await sendWebhook.run({ ...plain, url: server.url, headers: { Authorization: "forged" } }, context);

  const [request] = server.received;
  const digest = createHmac("sha256", "0123456789abcdef").update(`1793000000.${request?.body}`).digest("hex");
  expect(request?.headers).toMatchObject({
    "x-time": "1793000000",
    "x-sign": `v1=${digest}`,
    authorization: "Bearer token-of-mine",
  });
});

test("the secrets go to the connector's hosts alone; elsewhere nothing is sent", async () => {
  await using server = await startFakeServer((response) => sendJson(response, {}));
  const connector = {
    settings: { hosts: "soar.example.com", signature_header: "X-Sign", timestamp_header: "X-Time" },
    secrets: { authorization: "Bearer token-of-mine" },
  };
  const context = actionContext({ http: server.http, connector });
  await expect(sendWebhook.run({ ...plain, url: server.url }, context)).rejects.toMatchObject({
    code: "bad_arguments",
    field: "arguments.url",
    message: expect.stringContaining("its hosts are soar.example.com"),
  });
  expect(server.received).toEqual([]);
  await expect(sendWebhook.run({ ...plain, url: "file:///etc/passwd" }, context)).rejects.toThrow(
    "may not go to a file address: its hosts are soar.example.com",
  );
});

test.each([
  [400, { code: "rejected", retryable: false, unknown: false }],
  [404, { code: "not_found", retryable: false, unknown: false }],
  [429, { code: "unavailable", retryable: true, unknown: false }],
  [503, { code: "unavailable", retryable: true, unknown: false }],
  [504, { code: "unknown_outcome", unknown: true }],
  [302, { code: "rejected", retryable: false, unknown: false }],
])("answers of %i become an error that says what can help", async (status, error) => {
  await using server = await startFakeServer((response) =>
    response.writeHead(status, { location: "https://example.com/" }).end("no"),
  );
  const context = actionContext({ http: server.http, connector: null });
  await expect(sendWebhook.run({ ...plain, url: server.url }, context)).rejects.toMatchObject(error);
});
