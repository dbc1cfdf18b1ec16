import { Hono } from "hono";
import { expect, test } from "vitest";
import { startServer } from "./server.ts";

test("listening on an address of IPv6, it is reached at what it says", async () => {
  const app = new Hono();
  app.get("/healthz", (c) => c.text(new URL(c.req.url).hostname));
  const server = await startServer(app, { host: "::1", port: 0 });
  try {
    expect(server.address).toMatch(/^http:\/\/\[::1\]:\d+$/);
    const answer = await fetch(`${server.address}/healthz`);
    expect([answer.status, await answer.text()]).toEqual([200, "[::1]"]);
  } finally {
    await server.stop();
  }
});
