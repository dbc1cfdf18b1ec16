import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { ActionError } from "../action-error.ts";
import type { HttpMethod } from "../http.ts";
import { sendJson, startFakeServer } from "../testing/fake-server.ts";
import { createHttp } from "./http-client.ts";

const signal = new AbortController().signal;
const late = new ActionError("timeout", "Time is up.", { retryable: true });

test("nothing on this machine or near it is reached unless allowed", async () => {
  await using server = await startFakeServer((response) => sendJson(response, {}));
  const http = createHttp();
  for (const host of ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"]) {
    const asked = http.request({ method: "GET", url: `http://${host}:${server.port}/`, signal });
    await expect(asked).rejects.toMatchObject({ code: "egress_refused" });
  }
  expect(server.received).toEqual([]);
});

test("a name that answers differently the second time is asked once a hop, and connected where it was checked", async () => {
  await using server = await startFakeServer((response, { path }) =>
    path === "/again" ? response.writeHead(307, { location: "/" }).end() : sendJson(response, {}),
  );
  const answers = [["127.0.0.1"], ["127.0.0.2"]];
  let asked = 0;
  const resolve = async () => answers[asked++ % 2] ?? [];
  const http = createHttp({ allow: `127.0.0.1:${server.port}`, resolve });
  const url = `http://rebind.example.com:${server.port}`;

  await expect(http.request({ method: "GET", url: `${url}/`, signal })).resolves.toMatchObject({
    status: 200,
  });
  expect(asked).toBe(1);
  expect(server.received[0]?.headers["host"]).toBe(`rebind.example.com:${server.port}`);

  asked = 0;
  const followed = http.request({ method: "GET", url: `${url}/again`, signal, redirects: 1 });
  await expect(followed).rejects.toMatchObject({ code: "egress_refused" });
  expect(asked).toBe(2);
});

test("goes on to the next address of a name when one does not answer", async () => {
  await using server = await startFakeServer((response) => sendJson(response, {}));
  const http = createHttp({
    allow: "127.0.0.0/8",
    resolve: async () => ["127.0.0.9", "10.0.0.1", "127.0.0.1"],
  });
  const url = `http://two.example.com:${server.port}/`;
  await expect(http.request({ method: "GET", url, signal })).resolves.toMatchObject({ status: 200 });
});

test("a redirect to a place that may not be reached is refused; its credentials stay", async () => {
  await using inside = await startFakeServer((response) => sendJson(response, { secret: true }));
  await using outside = await startFakeServer((response) =>
    response.writeHead(302, { location: `${inside.url}/` }).end(),
  );
  const request = {
    method: "GET" as const,
    url: `${outside.url}/`,
    headers: { "X-Api-Key": "k" },
    signal,
    redirects: 3,
  };
  await expect(outside.http.request(request)).rejects.toMatchObject({ code: "egress_refused" });
  expect(inside.received).toEqual([]);

  const both = createHttp({ allow: `${outside.allow},${inside.allow}` });
  await expect(both.request(request)).resolves.toMatchObject({ status: 200, url: `${inside.url}/` });
  expect(outside.received.at(-1)?.headers["x-api-key"]).toBe("k");
  expect(inside.received[0]?.headers).not.toHaveProperty("x-api-key");
});

test("redirects end somewhere", async () => {
  await using server = await startFakeServer((response) => response.writeHead(302, { location: "/" }).end());
  const asked = server.http.request({ method: "GET", url: server.url, signal, redirects: 3 });
  await expect(asked).rejects.toMatchObject({ code: "rejected" });
  expect(server.received).toHaveLength(4);
});

test("reads so much and no more, and says when an answer is not whole", async () => {
  await using server = await startFakeServer((response, { path }) => {
    if (path === "/long") response.end("0123456789".repeat(100));
    else response.writeHead(200, { "content-length": "100" }).write("half", () => response.destroy());
  });
  const ask = (path: string, maxBytes: number) =>
    server.http.request({ method: "POST", url: server.url + path, signal, maxBytes });
  await expect(ask("/long", 15)).resolves.toMatchObject({ body: "012345678901234", complete: false });
  await expect(ask("/long", 1000)).resolves.toMatchObject({ complete: true });
  await expect(ask("/broken", 1000)).resolves.toMatchObject({ status: 200, body: "half", complete: false });
});

const unanswered: [HttpMethod, object][] = [
  ["POST", { code: "unknown_outcome", unknown: true }],
  ["DELETE", { code: "unknown_outcome", unknown: true }],
  ["GET", { code: "unavailable", unknown: false, retryable: true }],
];

test.each(unanswered)("%s that went out and was cut off: what became of it", async (method, error) => {
  await using server = await startFakeServer((response) => response.destroy());
  await expect(server.http.request({ method, url: server.url, signal })).rejects.toMatchObject(error);
});

test.each<[HttpMethod, object]>([
  ["POST", { code: "unknown_outcome", unknown: true }],
  ["GET", { code: "timeout", unknown: false }],
])("%s that went out and is not answered in time: what became of it", async (method, error) => {
  const abort = new AbortController();
  await using server = await startFakeServer(() => abort.abort(late));
  const asked = server.http.request({ method, url: server.url, signal: abort.signal });
  await expect(asked).rejects.toMatchObject(error);
});

test("what never went out may be tried again", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  closed.close();
  const allow = `127.0.0.1:${port}`;
  const refused = createHttp({ allow }).request({ method: "POST", url: `http://${allow}/`, signal });
  await expect(refused).rejects.toMatchObject({ code: "unavailable", retryable: true, unknown: false });

  const never = createHttp({ resolve: () => new Promise(() => {}) });
  const stopped = never.request({
    method: "POST",
    url: "https://example.com/",
    signal: AbortSignal.abort(late),
  });
  await expect(stopped).rejects.toBe(late);
});

test("speaks TLS where the URL says so", async () => {
  await using server = await startFakeServer((response) => sendJson(response, {}));
  const asked = server.http.request({ method: "POST", url: `https://${server.allow}/`, signal });
  await expect(asked).rejects.toMatchObject({ code: "unavailable", unknown: false });
});

test("a question whose answer does not come whole may be asked again; an order was answered", async () => {
  const abort = new AbortController();
  await using server = await startFakeServer((response, { path }) => {
    response.writeHead(200, path === "/chunked" ? {} : { "content-length": "100" });
    response.write("half", () => {
      if (path === "/late") setTimeout(() => abort.abort(late), 50);
      else response.destroy();
    });
  });
  const ask = (method: HttpMethod, path: string) =>
    server.http.request({ method, url: server.url + path, signal: abort.signal });
  for (const path of ["/short", "/chunked"]) {
    await expect(ask("GET", path)).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      message: expect.stringContaining("broke off its answer") as string,
    });
    await expect(ask("POST", path)).resolves.toMatchObject({ status: 200, body: "half", complete: false });
  }
  await expect(ask("GET", "/late")).rejects.toBe(late);
});

test.each<[string, object]>([
  ["/reset", { code: "unknown_outcome", unknown: true, retryable: false }],
  ["/hang", { code: "unknown_outcome", unknown: true, retryable: false }],
  ["/half", { code: "unknown_outcome", unknown: true, retryable: false }],
  ["/loop", { code: "rejected", unknown: false, retryable: false }],
  ["http://127.0.0.1:1/", { code: "egress_refused", unknown: false, retryable: false }],
])("a POST is not sent again when the target of its redirect fails: %s", async (location, error) => {
  const abort = new AbortController();
  await using server = await startFakeServer((response, { path }) => {
    if (path === "/") response.writeHead(303, { location }).end();
    else if (path === "/loop") response.writeHead(302, { location }).end();
    else if (path === "/hang") abort.abort(late);
    else if (path === "/reset") response.destroy();
    else response.writeHead(200, { "content-length": "9" }).write("half", () => response.destroy());
  });
  const request = { method: "POST" as const, url: `${server.url}/`, signal: abort.signal, redirects: 2 };
  await expect(server.http.request(request)).rejects.toMatchObject({
    ...error,
    message: expect.stringContaining(
      `${server.allow} answered the POST with a redirect (303) whose target failed`,
    ) as string,
  });
  expect(server.received.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("an address of version 6 has brackets in messages", async () => {
  const http = createHttp({ allow: "[::1]:1" });
  const message = (place: string) => expect.stringContaining(place) as string;
  const ask = (url: string) => http.request({ method: "GET", url, signal });
  await expect(ask("http://[::1]:1/")).rejects.toMatchObject({ message: message("[::1]:1 cannot") });
  await expect(ask("http://[::1]:2/")).rejects.toMatchObject({ message: message("[::1]:2 may not") });
});
