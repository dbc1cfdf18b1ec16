import { getAlert, writeWholeRun } from "@riposte/db";
import type { Connection, WholeRun } from "@riposte/db";

export function createBenchActivities({ db, sql }: Connection) {
  return {
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
    /** The same closing record that the engine's host writes. */
    async closeRun(whole: WholeRun): Promise<void> {
      await writeWholeRun(sql, whole);
    },
  };
}

export type BenchActivities = ReturnType<typeof createBenchActivities>;
