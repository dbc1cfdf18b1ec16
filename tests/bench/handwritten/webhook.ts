import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Client } from "@temporalio/client";
import { markStarted, newId } from "@riposte/db";
import type { Connection } from "@riposte/db";
import { HANDWRITTEN_QUEUE } from "../target.ts";
import type { Hook } from "../target.ts";
import { answer } from "./workflows.ts";

const TOLERANCE_SECONDS = 300;

interface Services {
  readonly client: Client;
  readonly sql: Connection["sql"];
  readonly hook: Hook;
}

/**
 * A webhook as somebody would write it by hand who must not lose or double an event: signature and time are checked, the
 * event is committed once, its workflow is started, which is noted (what is not noted would be started again after a
 * crash), and its result is the answer.
 */
export function createWebhook({ client, sql, hook }: Services): Server {
  return createServer((request, response) => {
    void receive(request).then(({ status, body }) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
    );
  });

  async function receive(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const body = await buffer(request);
    const signature = signatureOf(request, body, hook.secret);
    if (signature === null) return { status: 401, body: { error: "signature" } };
    const runId = newId("run");
    const workspaceId = await accept({ runId, event: body.toString(), signature });
    if (workspaceId === null) return { status: 409, body: { error: "duplicate" } };
    const { number } = JSON.parse(body.toString()) as { number: number };
    const run = await client.workflow.start(answer, {
      workflowId: runId,
      taskQueue: HANDWRITTEN_QUEUE,
      args: [{ runId, workspaceId, alert: "", count: 0, number }],
      requestEagerStart: true,
    });
    const [result] = await Promise.all([run.result(), markStarted(sql, [runId])]);
    return { status: 200, body: result };
  }

  /** Event and run in one commit; null where this event is there already. */
  async function accept(of: { runId: string; event: string; signature: string }): Promise<string | null> {
    const { runId, event, signature } = of;
    const hash = createHash("sha256").update(event).digest("hex");
    const payload = JSON.stringify({ kind: "inline", json: event });
    const [row] = await sql<{ workspaceId: string }[]>`
      with seat as (
        insert into inbox (id, workspace_id, playbook_id, plan_hash, version, event, dedupe_scope, dedupe_key, body_hash,
                           signature, start_attempted_at)
        select ${runId}, p.workspace_id, p.id, v.plan_hash, v.version, ${payload}, 'bench', ${hash}, ${hash}, ${signature},
               now()
        from playbooks p join versions v on v.playbook_id = p.id and v.version = p.published_version
        where p.name = ${hook.playbook}
        on conflict do nothing
        returning workspace_id, playbook_id, version, plan_hash
      )
      insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
      select ${runId}, workspace_id, playbook_id, version, plan_hash, 'queued' from seat
      returning workspace_id as "workspaceId"`;
    return row?.workspaceId ?? null;
  }
}

/** Null where it does not fit body, time and secret. */
function signatureOf({ headers }: IncomingMessage, body: Buffer, secret: string): string | null {
  const timestamp = String(headers["x-riposte-timestamp"]);
  const given = String(headers["x-riposte-signature"]).replace("v1=", "");
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) return null;
  const wanted = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest();
  const bytes = Buffer.from(given, "hex");
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted) ? given : null;
}
