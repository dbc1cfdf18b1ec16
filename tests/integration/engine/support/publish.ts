import { insertPlan, newId } from "@riposte/db";
import type { Engine } from "./engine.ts";
import { WORKSPACE } from "./engine.ts";

interface Publication {
  readonly name: string;
  readonly id?: string;
  /** `call`, unless the test is about another way. */
  readonly trigger?: string;
  /** What it takes, as a JSON Schema; anything, unless the test is about that. */
  readonly inputs?: object;
  readonly enabled?: boolean;
  /** Id of its on-error playbook. */
  readonly onError?: string;
}

const ANYTHING = { type: "object" };

/** A playbook with one published version, as the API makes it; returns its id. */
export async function publish(
  { connection, sql }: Engine,
  plan: string,
  { id = newId("pb"), name, trigger = "call", inputs = ANYTHING, enabled = true, onError }: Publication,
): Promise<string> {
  const hash = await insertPlan(connection.db, plan);
  const config = JSON.stringify(trigger === "call" ? { inputs } : {});
  await sql`
    insert into playbooks (id, workspace_id, name, draft, published_version, enabled)
    values (${id}, ${WORKSPACE}, ${`${name} ${id}`}, '{}', 1, ${enabled})`;
  await sql`
    insert into versions (playbook_id, version, graph, plan_hash, author, on_error)
    values (${id}, 1, '{}', ${hash}, 'test', ${onError ?? null})`;
  await sql`
    insert into triggers (id, workspace_id, playbook_id, type, config, plan_hash, version, enabled)
    values (${newId("trg")}, ${WORKSPACE}, ${id}, ${trigger}, ${config}, ${hash}, 1, ${enabled})`;
  return id;
}
