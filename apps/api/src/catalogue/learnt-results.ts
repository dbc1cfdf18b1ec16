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

/** What actions gave in recent runs that declare no result, or no more than an object: as a type and without any value. */
export async function learntResults(
  { services, actor }: Context,
  actions: Iterable<ActionEntry>,
): Promise<LearntResult[]> {
  const undeclared = [...actions].filter(({ result }) => saysNothing(result)).map(({ key }) => key);
  const recent = await listRecentOutputs(services.db, actor.workspaceId, undeclared);
  return [...Map.groupBy(recent, ({ action }) => action)].flatMap(([action, outputs]) => {
    const result = learn(outputs.flatMap(({ output }) => valueIn(output)));
    return result === null ? [] : [{ action, result }];
  });
}

/** As what a script that returns a `dict` declares. */
function saysNothing(result: JsonObject | null): boolean {
  return (
    result === null || (result["type"] === "object" && Object.keys(result).every((key) => NO_MORE.has(key)))
  );
}

const NO_MORE: ReadonlySet<string> = new Set(["type", "title", "description"]);

/** Large values stand elsewhere: of them nothing is learnt. */
function valueIn(output: string): Data[] {
  const payload = JSON.parse(output) as Payload;
  return payload.kind === "inline" ? [decodeData(payload.json)] : [];
}
