import { createHmac } from "node:crypto";
import { createWorkspace } from "@riposte/db";
import type { TestApi } from "@riposte/api/testing";
import { webhookGraph } from "./graphs.ts";

export interface HookedPlaybook {
  readonly id: string;
  readonly workspaceId: string;
  readonly admin: string;
  readonly url: string;
  readonly hookId: string;
  readonly secret: string;
}

/** A published playbook that is switched on, in a workspace of its own. */
export async function hookedPlaybook(
  api: TestApi,
  config: Record<string, unknown> = { auth: { mode: "hmac" } },
): Promise<HookedPlaybook> {
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  const admin = await api.token(workspaceId, "admin");
  const input = { name: "Hooked", graph: webhookGraph(config), publish: true, enable: true };
  const applied = await api.call(admin, "playbooks.save", "mutation", input);
  if (applied.status !== 200) throw new Error(JSON.stringify(applied.body));
  const { body } = await api.call(admin, "playbooks.hook", "query", { name: "Hooked" });
  const hook = body as { id: string; path: string; secret: string };
  const { id } = applied.body as { id: string };
  return { id, workspaceId, admin, url: `${api.url}${hook.path}`, hookId: hook.id, secret: hook.secret };
}

export interface Delivered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Delivery {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** Signed, as a sender that knows the secret does it; headers of the test's go on top. */
export function deliver(
  hook: Pick<HookedPlaybook, "url" | "secret">,
  delivery: Delivery = {},
): Promise<Delivered> {
  const { body = '{"n":1}', headers = {}, query = "" } = delivery;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", hook.secret).update(`${timestamp}.`).update(body).digest("hex");
  return send(hook.url + query, body, {
    "content-type": "application/json",
    "x-riposte-timestamp": timestamp,
    "x-riposte-signature": `v1=${signature}`,
    ...headers,
  });
}

export async function send(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Promise<Delivered> {
  const response = await fetch(url, { method: "POST", body, headers });
  const text = await response.text();
  const parsed: unknown = text.startsWith("{") ? JSON.parse(text) : { text };
  return { status: response.status, headers: response.headers, body: parsed as Delivered["body"] };
}
