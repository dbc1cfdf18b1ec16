import { expect, test } from "vitest";
import { JsonText } from "../json-text.ts";
import { actionContext } from "../testing/action-context.ts";
import { sendJson, startFakeServer } from "../testing/fake-server.ts";
import { httpRequest } from "./http-request.ts";

const plain = { method: "GET" as const, headers: {}, fail_on_http_error: true };

test("gives back what was answered, after redirects", async () => {
  await using server = await startFakeServer((response, { path }) =>
    path === "/old" ? response.writeHead(302, { location: "/new" }).end() : sendJson(response, { id: 1 }),
  );
  const context = actionContext({ http: server.http, connector: null });
  await expect(httpRequest.run({ ...plain, url: `${server.url}/old` }, context)).resolves.toMatchObject({
    status_code: 200,
    url: `${server.url}/new`,
    json: new JsonText('{"id":1}'),
    complete: true,
  });
});

test("a status that is not 2xx fails the step, or is a result", async () => {
  await using server = await startFakeServer((response) => response.writeHead(403).end("no"));
  const context = actionContext({ http: server.http, connector: null });
  const args = { ...plain, url: server.url };
  await expect(httpRequest.run(args, context)).rejects.toMatchObject({ code: "rejected" });
  await expect(httpRequest.run({ ...args, fail_on_http_error: false }, context)).resolves.toMatchObject({
    status_code: 403,
    text: "no",
    json: null,
  });
});

test("a gateway without an answer: a question may be asked again, an order may have been carried out", async () => {
  await using server = await startFakeServer((response) => response.writeHead(504).end());
  const context = actionContext({ http: server.http, connector: null });
  const args = { ...plain, url: server.url };
  await expect(httpRequest.run(args, context)).rejects.toMatchObject({
    code: "unavailable",
    retryable: true,
  });
  const order = httpRequest.run({ ...args, method: "DELETE" }, context);
  await expect(order).rejects.toMatchObject({ code: "unknown_outcome", unknown: true });
});

test("sends a body as JSON or as it is, not both", async () => {
  await using server = await startFakeServer((response) => sendJson(response, {}));
  const context = actionContext({ http: server.http, connector: null });
  const args = { ...plain, method: "PUT" as const, url: server.url };
  await httpRequest.run({ ...args, json: new JsonText("[1.0]") }, context);
  await httpRequest.run({ ...args, data: "a=b", headers: { "Content-Type": "text/plain" } }, context);
  expect(server.received).toMatchObject([
    { body: "[1.0]", headers: { "content-type": "application/json" } },
    { body: "a=b", headers: { "content-type": "text/plain" } },
  ]);
  await expect(
    httpRequest.run({ ...args, json: new JsonText("1"), data: "1" }, context),
  ).rejects.toMatchObject({
    code: "bad_arguments",
  });
});
