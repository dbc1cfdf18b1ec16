import { createBlobStore, DEFAULT_BLOB_SETTINGS } from "@riposte/blobs";
import { archiveSteps, getAlert, writeWholeRun } from "@riposte/db";
import type { ArchivedSteps, Connection, WholeRun } from "@riposte/db";

interface Picked {
  readonly workspaceId: string;
  readonly hash: string;
  readonly count: number;
}

export function createBenchActivities({ db, sql }: Connection) {
  const store = createBlobStore(db, DEFAULT_BLOB_SETTINGS);
  return {
    /** The same read of the same store. */
    async pick({ workspaceId, hash, count }: Picked): Promise<readonly string[]> {
      const text = await store.text(workspaceId, hash);
      const { alerts } = JSON.parse(text ?? "") as { alerts: readonly { readonly name: string }[] };
      return alerts.slice(0, count).map(({ name }) => name);
    },
    /** The same read that `riposte.get_alert` does. */
    async lookUp({
      workspaceId,
      alert,
    }: {
      readonly workspaceId: string;
      readonly alert: string;
    }): Promise<string> {
      return JSON.stringify(await getAlert(db, workspaceId, alert));
    },
    /** The same write that the engine's host does of iterations that are over. */
    async keepSteps(archived: ArchivedSteps): Promise<void> {
      await archiveSteps(sql, archived);
    },
    /** The same closing record that the engine's host writes. */
    async closeRun(whole: WholeRun): Promise<void> {
      await writeWholeRun(sql, whole);
    },
  };
}

export type BenchActivities = ReturnType<typeof createBenchActivities>;
