import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startOwnApi();
  token = await api.token(await createWorkspace(api.connection.db, "Test"), "admin", "root");
});
afterAll(() => api[Symbol.asyncDispose]());

async function encodingOf(path: string, accepted: string): Promise<string | null> {
  const headers = { authorization: `Bearer ${token}`, "accept-encoding": accepted };
  const response = await fetch(`${api.url}/trpc/${path}`, { headers });
  expect(response.status).toBe(200);
  expect(JSON.parse(await response.text())).toHaveProperty("result");
  return response.headers.get("content-encoding");
}

test("what pages read first comes compressed to who can read that; what may hold a secret never", async () => {
  expect(await encodingOf("catalogue.get", "gzip")).toBe("gzip");
  expect(await encodingOf("catalogue.get", "identity")).toBeNull();
  expect(await encodingOf("connectors.list", "gzip")).toBeNull();
});
