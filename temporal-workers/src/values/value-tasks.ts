import { payloadOf, tooLarge } from "@riposte/blobs";
import type { BlobStore } from "@riposte/blobs";
import { blobsOf, fromPayload, gatherParts, isBlob, renderWith, RenderError, sliceData } from "@riposte/plan";
import type { BlobPayload, Failure, Payload } from "@riposte/plan";
import { encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { RenderOutcome, RunActivities } from "@riposte/temporal";
import type { BlobCache } from "./blob-cache.ts";

/** What is done with large values; nothing of it on the thread that keeps leases and answers Temporal. */
export type ValueTasks = Pick<RunActivities, "renderFields" | "sliceItems" | "gatherParts">;

interface Shelf {
  readonly store: BlobStore;
  readonly cache: BlobCache;
  /** Most bytes of one value. */
  readonly limit: number;
}

/** A failure of the step that reads or makes the value. */
class ValueFault extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export function createValueTasks(shelf: Shelf): ValueTasks {
  return {
    renderFields: ({ workspaceId, command }) =>
      answering(async () => {
        const found = await fetchAll(shelf, workspaceId, blobsOf(command));
        const rendered = renderWith(command, (payload) => dataOf(payload, found));
        return keepAll(shelf, workspaceId, rendered);
      }),
    sliceItems: ({ workspaceId, label, command: { over, from } }) =>
      answering(async () => {
        const found = await fetchAll(shelf, workspaceId, [over].filter(isBlob));
        const slice = sliceData(dataOf(over, found), from, label);
        if ("code" in slice) throw new ValueFault(slice);
        return keepAll(shelf, workspaceId, { ...slice });
      }),
    gatherParts: ({ workspaceId, command }) =>
      answering(async () => {
        const texts = await Promise.all(
          command.parts.map(({ payload }) => textOf(shelf.store, workspaceId, payload)),
        );
        const parts = command.parts.map(({ at }, place) => ({
          ...(at === undefined ? {} : { at }),
          text: texts[place] ?? "[]",
        }));
        return {
          output: await keep(shelf, workspaceId, { field: "output", json: gatherParts(parts, command) }),
        };
      }),
  };
}

async function answering(work: () => Promise<Record<string, Payload>>): Promise<RenderOutcome> {
  try {
    return { kind: "rendered", fields: await work() };
  } catch (error) {
    if (error instanceof RenderError || error instanceof ValueFault) {
      return { kind: "failed", failure: error.failure };
    }
    throw error;
  }
}

async function fetchAll(
  { cache }: Shelf,
  workspaceId: string,
  blobs: readonly BlobPayload[],
): Promise<ReadonlyMap<string, Data>> {
  const found = new Map<string, Data>();
  for (const { hash } of blobs) {
    if (found.has(hash)) continue;
    const value = await cache.get(workspaceId, hash);
    if (value === null) throw gone(hash);
    found.set(hash, value.data);
  }
  return found;
}

function dataOf(payload: Payload, found: ReadonlyMap<string, Data>): Data {
  return isBlob(payload) ? (found.get(payload.hash) ?? null) : fromPayload(payload);
}

async function textOf(store: BlobStore, workspaceId: string, payload: Payload): Promise<string> {
  if (!isBlob(payload)) return payload.json;
  const text = await store.text(workspaceId, payload.hash);
  if (text === null) throw gone(payload.hash);
  return text;
}

async function keepAll(
  shelf: Shelf,
  workspaceId: string,
  values: Readonly<Record<string, Data>>,
): Promise<Record<string, Payload>> {
  const fields: Record<string, Payload> = {};
  for (const [field, data] of Object.entries(values)) {
    // What was passed on as it came need not be written down anew.
    const json = encodeData(data, shelf.cache.textOf);
    const payload = await keep(shelf, workspaceId, { field, json });
    if (isBlob(payload)) shelf.cache.add(workspaceId, payload.hash, { data, text: json });
    fields[field] = payload;
  }
  return fields;
}

async function keep(
  { store, limit }: Shelf,
  workspaceId: string,
  { field, json }: { readonly field: string; readonly json: string },
): Promise<Payload> {
  const bytes = json.length * 3 > limit ? Buffer.byteLength(json) : 0;
  if (bytes <= limit) return payloadOf(store, workspaceId, json);
  const message = tooLarge(`The value of "${field}"`, {
    bytes,
    limit,
    variable: "RIPOSTE_RESULT_LIMIT_MB",
  });
  throw new ValueFault({ code: "limit_exceeded", message, retryable: false, field });
}

function gone(hash: string): ValueFault {
  const message = `A value that this step reads (${hash}) is no longer in the blob store.`;
  return new ValueFault({ code: "internal", message, retryable: false });
}
