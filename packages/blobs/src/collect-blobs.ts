import { deleteBlob, disownBlob, lookAtBlobs } from "@riposte/db";
import type { Connection } from "@riposte/db";
import { placesOf } from "./create-blob-store.ts";
import type { BlobSettings } from "./blob-settings.ts";

const BATCH = 200;

export interface Collected {
  readonly count: number;
  readonly bytes: number;
}

/**
 * Takes away the values that nothing refers to any more, after their grace period. What history shows is referred to, and
 * history is kept for ever. Any number of processes may do it at once.
 */
export async function collectBlobs(
  { db, sql }: Pick<Connection, "db" | "sql">,
  settings: BlobSettings,
  stop: AbortSignal = new AbortController().signal,
): Promise<Collected> {
  const places = placesOf(db, settings);
  let count = 0;
  let bytes = 0;
  while (!stop.aborted) {
    const unused = await lookAtBlobs(sql, { graceSeconds: settings.graceSeconds, most: BATCH });
    if (unused === null) break;
    let gone = 0;
    for (const blob of unused) {
      if (stop.aborted) break;
      if (!(await disownBlob(sql, blob))) continue;
      const takeAway = () => places.named(blob.place ?? places.chosen.name).remove(blob);
      if (!(await deleteBlob(sql, blob, takeAway))) continue;
      gone += 1;
      bytes += blob.bytes;
    }
    count += gone;
    // Others are at the same ones.
    if (unused.length > 0 && gone === 0) break;
  }
  return { count, bytes };
}
