import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { choosePort, isFree } from "./ports.ts";
import { whoListens } from "./who-listens.ts";

test("a remembered port is used again while it is free, and another one when it is not", async () => {
  const first = await choosePort(undefined, []);
  // Systems give outgoing connections ports from 32768 on.
  expect(first).toBeLessThan(32_768);
  expect(await choosePort(first, [])).toBe(first);
  expect(await choosePort(first, [first])).not.toBe(first);

  const squatter = createServer().listen(first, "127.0.0.1");
  await once(squatter, "listening");
  expect(await isFree(first, "127.0.0.1")).toBe(false);
  expect(await choosePort(first, [])).not.toBe(first);
  squatter.close();
});

test.runIf(process.platform === "linux")("who holds a port is named", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(await whoListens(port)).toContain(`process ${process.pid}`);
  server.close();
  await once(server, "close");
  expect(await whoListens(port)).toBeNull();
});
