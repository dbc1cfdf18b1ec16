import type { Connection } from "../../connect.ts";
import { newId } from "../../ids.ts";
import { acceptTrigger } from "../accept.ts";
import type { Acceptance } from "../accept.ts";
import { advanceDispatch } from "../dispatch-progress.ts";
import { claimRows, markStarted } from "../inbox.ts";
import type { RowClaim } from "../inbox.ts";
import { setLimit } from "../limits.ts";
import type { LimitRules } from "../limits.ts";
import { insertPlan } from "../plans.ts";
import { insertPlaybook, insertVersion, setPlaybookEnabled } from "../playbooks.ts";
import { claimInTurn } from "../runs-in-turn.ts";
import { createWorkspace } from "../workspaces.ts";

const TRUSTED = 36 * 3_600_000;

/** For tests: three playbooks in a workspace of their own, and what triggers, dispatcher and runs do to them. */
export async function runsWorld({ db, sql }: Connection) {
  const planHash = await insertPlan(db, "{}");
  const mark = await advanceDispatch(sql, null);
  await sql`update inbox set started_at = now()`;
  await sql`update runs set finished_at = now()`;
  const workspaceId = await createWorkspace(db, "Test");
  const playbooks: string[] = [];
  for (let index = 0; index < 3; index++) {
    const id = newId("pb");
    await insertPlaybook(db, { id, workspaceId, name: `P${index}`, description: "", draft: "{}" });
    const version = { playbookId: id, version: 1, graph: "{}", planHash, message: "", author: "test" };
    await insertVersion(db, workspaceId, version);
    await setPlaybookEnabled(db, workspaceId, { id, enabled: true });
    playbooks.push(id);
  }
  const nameOf = (playbook: number) => playbooks[playbook] ?? "";

  async function accept(playbook = 0, changes: Partial<Acceptance> = {}): Promise<string> {
    const runId = newId("run");
    const result = await acceptTrigger(sql, {
      runId,
      workspaceId,
      playbookId: nameOf(playbook),
      triggerId: null,
      planHash,
      version: 1,
      event: { kind: "inline", json: "{}" },
      simulate: false,
      dedupeScope: nameOf(playbook),
      dedupeKey: runId,
      bodyHash: "b",
      signature: null,
      turn: null,
      debounce: null,
      ...changes,
    });
    if (result.kind !== "accepted") throw new Error(result.kind);
    return result.runId;
  }

  function claimOf(limit: number, served: readonly string[]): RowClaim {
    return { limit, trustedForMs: TRUSTED, mark, served };
  }

  async function claimAll(limit = 24, served: readonly string[] = []): Promise<string[]> {
    const inTurn = await claimInTurn(sql, claimOf(limit, served));
    const others = await claimRows(sql, claimOf(limit, served));
    return [...inTurn.rows, ...others].map(({ id }) => id);
  }

  return {
    workspaceId,
    nameOf,
    accept,
    claimAll,
    /** A step of the run `parentId` calls the playbook. */
    call: async (playbook: number, parentId: string): Promise<string> => {
      const runId = await accept(playbook);
      await sql`
        insert into run_links (run_id, workspace_id, kind, parent_id, step, scope, attempt, depth)
        values (${runId}, ${workspaceId}, 'child', ${parentId}, 'call', '', 1, 1)`;
      return runId;
    },
    /** What may start in its turn now, and when others may. */
    claimTurns: () => claimInTurn(sql, claimOf(24, [])),
    started: (ids: readonly string[]) => markStarted(sql, ids),
    /** Claims and starts. */
    start: async (limit = 24): Promise<string[]> => {
      const ids = await claimAll(limit);
      await markStarted(sql, ids);
      return ids;
    },
    end: async (...ids: readonly string[]): Promise<void> => {
      await sql`update runs set state = 'done', finished_at = now() where id = any(${ids as string[]})`;
    },
    limit: (playbook: number, rules: LimitRules | null) =>
      setLimit(db, workspaceId, { kind: "playbook", target: nameOf(playbook), rules }),
    stateOf: async (id: string) => {
      const [row] = await sql<{ state: string; reason: string | null }[]>`
        select r.state, i.held_reason as reason from runs r join inbox i on i.id = r.id where r.id = ${id}`;
      return row;
    },
  };
}

export type RunsWorld = Awaited<ReturnType<typeof runsWorld>>;
