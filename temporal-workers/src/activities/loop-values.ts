import type { Database } from "@riposte/db";
import { gatherParts as gather, isBlob, sliceItems as slice } from "@riposte/plan";
import type { Payload } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { RenderOutcome, RunActivities } from "@riposte/temporal";
import { storePayload } from "./actions/payloads.ts";
import { fetchTexts } from "./render-fields.ts";

export async function sliceItems(
  db: Database,
  { workspaceId, label, command }: Parameters<RunActivities["sliceItems"]>[0],
): Promise<RenderOutcome> {
  const { over, from } = command;
  const texts = await textsOf(db, workspaceId, [over]);
  if (!Array.isArray(texts)) return texts;
  const found = slice(texts[0] ?? "null", from, label);
  if ("code" in found) return { kind: "failed", failure: found };
  const fields: Record<string, Payload> = {};
  for (const [field, data] of Object.entries(found))
    fields[field] = await storePayload(db, workspaceId, data);
  return { kind: "rendered", fields };
}

export async function gatherParts(
  db: Database,
  { workspaceId, command }: Parameters<RunActivities["gatherParts"]>[0],
): Promise<RenderOutcome> {
  const payloads = command.parts.map(({ payload }) => payload);
  const texts = await textsOf(db, workspaceId, payloads);
  if (!Array.isArray(texts)) return texts;
  const parts = command.parts.map(({ at }, place) => ({
    ...(at === undefined ? {} : { at }),
    text: texts[place] ?? "[]",
  }));
  const output = await storePayload(db, workspaceId, decodeData(gather(parts, command)));
  return { kind: "rendered", fields: { output } };
}

/** The texts of these values, wherever they lie, or that one of them is gone. */
async function textsOf(
  db: Database,
  workspaceId: string,
  payloads: readonly Payload[],
): Promise<string[] | Extract<RenderOutcome, { kind: "failed" }>> {
  const fetched = await fetchTexts(db, workspaceId, payloads.filter(isBlob));
  if ("failure" in fetched) return { kind: "failed", failure: fetched.failure };
  return payloads.map((payload) =>
    isBlob(payload) ? (fetched.found.get(payload.hash) ?? "null") : payload.json,
  );
}
