import { listRecentOutputs } from "@riposte/db";
import { learn } from "@riposte/plan";
import type { ActionEntry, JsonObject, Payload } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { Context } from "../context.ts";

export interface LearntResult {
  readonly action: string;
  /** A JSON Schema, marked `learnt`. */
  readonly result: JsonObject;
}

/** What actions that declare no result gave in recent runs, as a type and without any value. */
export async function learntResults(
  { services, actor }: Context,
  actions: Iterable<ActionEntry>,
): Promise<LearntResult[]> {
  const undeclared = [...actions].filter(({ result }) => result === null).map(({ key }) => key);
  const recent = await listRecentOutputs(services.db, actor.workspaceId, undeclared);
  return [...Map.groupBy(recent, ({ action }) => action)].flatMap(([action, outputs]) => {
    const result = learn(outputs.flatMap(({ output }) => valueIn(output)));
    return result === null ? [] : [{ action, result }];
  });
}

/** Large values stand elsewhere: of them nothing is learnt. */
function valueIn(output: string): Data[] {
  const payload = JSON.parse(output) as Payload;
  return payload.kind === "inline" ? [decodeData(payload.json)] : [];
}
