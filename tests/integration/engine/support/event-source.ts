import { randomUUID } from "node:crypto";
import { acceptTrigger, insertPlan, newId } from "@riposte/db";
import { createPlaybook, WORKSPACE } from "./engine.ts";
import type { Engine } from "./engine.ts";
import { planOf } from "./plan-of.ts";
import type { StepOfTest } from "./plan-of.ts";

type WaitOfTest = Extract<StepOfTest, { kind: "wait_event" }>;

/** A playbook with a webhook, and what its door does with an event. */
export interface EventSourceOfTest {
  readonly playbook: string;
  /** Gives the run that the event starts. */
  readonly send: (body: object) => Promise<string>;
  /** A step that waits for one whose `id` is this. */
  readonly waitFor: (id: string, key: string, more?: Partial<WaitOfTest>) => WaitOfTest;
}

export async function createEventSource({ connection }: Engine): Promise<EventSourceOfTest> {
  const { db, sql } = connection;
  const playbook = await createPlaybook(sql);
  const planHash = await insertPlan(db, planOf([{ id: "noted", kind: "join" }], ["start>noted"]));
  return {
    playbook,
    send: async (body) => {
      const runId = newId("run");
      await acceptTrigger(sql, {
        runId,
        workspaceId: WORKSPACE,
        playbookId: playbook,
        triggerId: "trg_test",
        planHash,
        version: 1,
        event: { kind: "inline", json: JSON.stringify({ body }) },
        simulate: false,
        dedupeScope: playbook,
        dedupeKey: randomUUID(),
        bodyHash: "",
        signature: null,
        turn: null,
        debounce: null,
      });
      return runId;
    },
    waitFor: (id, key, more = {}) => ({
      id,
      kind: "wait_event",
      source: { id: `playbook:${playbook}`, name: "answers" },
      key,
      eventKey: "event.body.id",
      ...more,
    }),
  };
}
