import { payloadOf, textOfPayload, tooLarge } from "@riposte/blobs";
import type { BlobStore } from "@riposte/blobs";
import type { Payload } from "@riposte/plan";
import { decodeData, encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { ActionOutcome } from "@riposte/temporal";
import { failed } from "./outcomes.ts";

export interface ResultShelf {
  readonly blobs: BlobStore;
  /** Most bytes of one result. */
  readonly resultLimit: number;
}

/** @throws Error when the blob store lacks it. */
export async function loadPayload(blobs: BlobStore, workspaceId: string, payload: Payload): Promise<Data> {
  const text = await textOfPayload(blobs, workspaceId, payload);
  if (text === null) throw new Error("A value of this step is no longer in the blob store.");
  return decodeData(text);
}

/** What an action gave, as it travels: a value above 64 KB by reference; above the ceiling not at all. */
export async function keepResult(
  { blobs, resultLimit: limit }: ResultShelf,
  workspaceId: string,
  data: Data,
): Promise<ActionOutcome> {
  const json = encodeData(data);
  const bytes = Buffer.byteLength(json);
  if (bytes <= limit) return { kind: "done", output: await payloadOf(blobs, workspaceId, json) };
  return failed(
    "limit_exceeded",
    tooLarge("The result", { bytes, limit, variable: "RIPOSTE_RESULT_LIMIT_MB" }),
  );
}
