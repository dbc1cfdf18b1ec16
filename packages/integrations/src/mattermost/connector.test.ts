import { expect, test } from "vitest";
import { sendJson, startFakeServer } from "../testing/fake-server.ts";
import type { FakeServer } from "../testing/fake-server.ts";
import { mattermostConnector } from "./connector.ts";

const signal = AbortSignal.timeout(10_000);

function tryOut(server: FakeServer, path: string): Promise<string> | undefined {
  const values = { settings: {}, secrets: { hook_url: `${server.url}${path}` } };
  return mattermostConnector.test?.(values, { http: server.http, signal });
}

test("a Mattermost server is asked whether it is there, and nothing is posted", async () => {
  await using server = await startFakeServer((response) => sendJson(response, { status: "OK" }));
  await expect(tryOut(server, "/chat/hooks/key-of-ours")).resolves.toContain("is a Mattermost server");
  expect(server.received).toMatchObject([{ method: "GET", path: "/chat/api/v4/system/ping", body: "" }]);
});

test("another server, an address of another kind and nobody at all are told apart, without the key", async () => {
  await using other = await startFakeServer((response) => response.end("<html>hello</html>"));
  await expect(tryOut(other, "/hooks/key-of-ours")).rejects.toThrow("not as Mattermost does");
  await expect(tryOut(other, "/key-of-ours")).rejects.toThrow("does not end in /hooks/<key>");
  await expect(tryOut(other, "/key-of-ours")).rejects.not.toThrow("key-of-ours");

  await using broken = await startFakeServer((response) => sendJson(response, {}, 503));
  await expect(tryOut(broken, "/hooks/key-of-ours")).rejects.toThrow("answered 503");
});
