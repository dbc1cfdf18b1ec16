import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer } from "./server.ts";
import type { RunningServer } from "./server.ts";

let server: RunningServer;
beforeAll(async () => {
  const app = new Hono();
  app.get("/fast", (c) => c.text("fast"));
  app.get("/slow", async (c) => {
    await setTimeout(50);
    return c.text("slow");
  });
  app.post("/echo", async (c) => c.text(await c.req.text().catch(() => "")));
  server = await startServer(app, { host: "127.0.0.1", port: 0 });
});
afterAll(() => server.stop());

/** All that comes until the server closes. */
function send(...texts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("utf8")));
    socket.on("error", reject);
    for (const text of texts) socket.write(text);
  });
}

const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;

/** Status and reason of each answer, or its text. */
function answersIn(text: string): string[] {
  return text.split(/(?=HTTP\/1\.1 )/).map((answer) => {
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    const shown = body.startsWith("{") ? (JSON.parse(body) as { reason: string }).reason : body;
    return `${head.slice(9, 12)} ${shown}`;
  });
}

test.each([
  ["no HTTP", "secret-token: nonsense\r\n\r\n", "400 bad_request"],
  ["headers without end", get("/fast", `x: ${"y".repeat(20_000)}\r\n`), "431 headers_too_large"],
  [
    "a body that is no body",
    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    "400 bad_request",
  ],
])("%s is answered with a reason", async (_, text, expected) => {
  const answer = await send(text);
  expect(answersIn(answer)).toEqual([expected]);
  expect(answer).toContain("connection: close\r\n\r\n{");
  expect(answer).not.toContain("secret");
});

test.each([
  [
    "a Host that is no host",
    "GET /fast HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n",
    /Host header .* not valid/,
  ],
  ["no Host", "GET /fast HTTP/1.1\r\nX: y\r\n\r\n", /no Host header/],
])("%s is answered with a reason", async (_, text, message) => {
  const answer = await send(text);
  expect(answersIn(answer)).toEqual(["400 bad_request"]);
  expect(answer).toMatch(message);
});

test("before HTTP 1.1 nobody had to name a host", async () => {
  expect(answersIn(await send("GET /fast HTTP/1.0\r\n\r\n"))).toEqual(["200 fast"]);
});

test("a connection is kept for the next request, and what came whole is answered before nonsense is", async () => {
  expect(answersIn(await send(get("/fast"), get("/fast", "Connection: close\r\n")))).toEqual([
    "200 fast",
    "200 fast",
  ]);
  expect(answersIn(await send(get("/slow"), "nonsense\r\n\r\n"))).toEqual(["200 slow", "400 bad_request"]);
  expect(answersIn(await send(`${get("/fast")}nonsense\r\n\r\n`))).toEqual(["200 fast", "400 bad_request"]);
});

test("a sender that hangs up harms nobody", async () => {
  const socket = connect(Number(new URL(server.address).port), "127.0.0.1");
  socket.write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc", () =>
    socket.resetAndDestroy(),
  );
  await setTimeout(50);
  expect(answersIn(await send(get("/fast", "Connection: close\r\n")))).toEqual(["200 fast"]);
});
