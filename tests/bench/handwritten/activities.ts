import { archiveSteps, getAlert, writeWholeRun } from "@riposte/db";
import type { ArchivedSteps, Connection, WholeRun } from "@riposte/db";

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
