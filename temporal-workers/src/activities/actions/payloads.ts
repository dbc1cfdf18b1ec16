import { getBlob, putBlob } from "@riposte/db";
import type { Database } from "@riposte/db";
import { fitsInline, fromPayload, isBlob, toPayload } from "@riposte/plan";
import type { Payload } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";

const PREVIEW_CHARACTERS = 200;

/** @throws Error when the blob store lacks it. */
export async function loadPayload(db: Database, workspaceId: string, payload: Payload): Promise<Data> {
  if (!isBlob(payload)) return fromPayload(payload);
  const text = await getBlob(db, workspaceId, payload.hash);
  if (text === null) throw new Error(`The value ${payload.hash} is no longer in the blob store.`);
  return decodeData(text);
}

/** A value above 64 KB goes into the blob store and travels as a reference. */
export async function storePayload(db: Database, workspaceId: string, data: Data): Promise<Payload> {
  const payload = toPayload(data);
  if (fitsInline(payload)) return payload;
  const { hash, bytes } = await putBlob(db, workspaceId, payload.json);
  return { kind: "blob", hash, bytes, preview: payload.json.slice(0, PREVIEW_CHARACTERS) };
}
