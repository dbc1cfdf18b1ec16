import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joined } from "./browser.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let admin: string;

beforeAll(async () => {
  api = await startOwnApi();
  admin = await api.token(await createWorkspace(api.connection.db, "SOC"), "admin");
});
afterAll(() => api[Symbol.asyncDispose]());

test("an approval that nobody could decide is not published; where one may, it is, with a warning", async () => {
  await joined(api, admin, { email: "vic@example.org", role: "viewer" });
  const graph = (approvers: readonly string[]) => ({
    nodes: [
      { id: "t", kind: "trigger", name: "t", trigger: "manual", config: {} },
      { id: "a", kind: "approval", name: "ask", approvers },
    ],
    edges: [{ from: "t", port: "default", to: "a" }],
  });
  const publish = (approvers: readonly string[]) =>
    api.call(admin, "playbooks.save", "mutation", { name: "Asks", graph: graph(approvers), publish: true });
  expect(await publish(["vic@example.org", "user:nobody@example.org"])).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("vic@example.org is a viewer, and may not approve anything.") },
  });
  const { status, body } = await publish(["nobody@example.org", "role:analyst"]);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    diagnostics: expect.arrayContaining([
      expect.objectContaining({ code: "approver_cannot_decide", severity: "warning" }),
    ]),
  });
});
