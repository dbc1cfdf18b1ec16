import type { Sql } from "postgres";
import type { BlobKey, BlobPlaceName } from "./blobs.ts";

export interface UnusedBlob extends BlobKey {
  readonly bytes: number;
  /** Null: its text was never written whole, or is being taken away. */
  readonly place: BlobPlaceName | null;
  /** As text, so that nothing of it is rounded. */
  readonly touchedAt: string;
}

/**
 * Looks at some of the values that nobody has written or found in use for the grace period. Those that something refers
 * to count as seen now. What only lies in the state of an open run is not known here: of all that was written since the
 * oldest of them began nothing is looked at. Null: there was nothing to look at.
 */
export async function lookAtBlobs(
  sql: Sql,
  { graceSeconds, most }: { readonly graceSeconds: number; readonly most: number },
): Promise<UnusedBlob[] | null> {
  const looked = await sql<(UnusedBlob & { used: boolean })[]>`
    with old as materialized (
      select workspace_id, hash from blobs
      where touched_at < least(
        now() - make_interval(secs => ${graceSeconds}),
        (select min(created_at) from runs where state in ('queued', 'running', 'waiting', 'paused', 'stuck')))
      order by touched_at
      limit ${most}
      for update skip locked
    ), looked as materialized (
      select b.workspace_id, b.hash, b.bytes, b.place, b.touched_at::text as touched_at,
             blob_is_referenced(b.workspace_id, b.hash) as used
      from old join blobs b using (workspace_id, hash)
    ), seen as (
      update blobs b set touched_at = now()
      from looked l where l.used and b.workspace_id = l.workspace_id and b.hash = l.hash
    )
    select workspace_id as "workspaceId", hash, bytes::float8 as bytes, place, touched_at as "touchedAt", used
    from looked`;
  if (looked.length === 0) return null;
  return looked.filter(({ used }) => !used);
}

/**
 * The first of two steps: from now on nobody takes it for there. False: somebody has claimed it since, and it stays.
 */
export async function disownBlob(sql: Sql, blob: UnusedBlob): Promise<boolean> {
  const gone = await sql`
    update blobs set place = null
    where workspace_id = ${blob.workspaceId} and hash = ${blob.hash} and touched_at = ${blob.touchedAt}::timestamptz
      and not blob_is_referenced(workspace_id, hash)
    returning hash`;
  return gone.length === 1;
}

/**
 * The second: its row goes, and what lies in PostgreSQL with it. Whoever claims it meanwhile waits until the text is taken
 * away, and then writes it anew.
 */
export async function deleteBlob(
  sql: Sql,
  blob: UnusedBlob,
  takeAway: () => Promise<void>,
): Promise<boolean> {
  return sql.begin(async (inside) => {
    const [row] = await inside`
      select hash from blobs
      where workspace_id = ${blob.workspaceId} and hash = ${blob.hash} and place is null
        and touched_at = ${blob.touchedAt}::timestamptz
      for update`;
    if (row === undefined) return false;
    await takeAway();
    await inside`delete from blobs where workspace_id = ${blob.workspaceId} and hash = ${blob.hash}`;
    return true;
  });
}
