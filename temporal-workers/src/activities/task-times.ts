/** Beside short steps nothing waits for longer than this and one of them. */
const LATE_AFTER_MS = 200;

/** Runs that have not called for longest are forgotten first: their next call begins the time anew. */
const MOST = 5_000;

/** Since when workflow tasks have been calling, by this machine's clock. */
export interface TaskTimes {
  /** A call of this task begins; a task is known by its number in the run. */
  readonly note: (runId: string, task: number) => void;
  readonly isLate: (runId: string, task: number) => boolean;
}

export function createTaskTimes(now: () => number = () => performance.now()): TaskTimes {
  const tasks = new Map<string, { readonly task: number; readonly since: number }>();
  return {
    note: (runId, task) => {
      const known = tasks.get(runId);
      const since = known?.task === task ? known.since : now();
      tasks.delete(runId);
      tasks.set(runId, { task, since });
      const [oldest] = tasks.keys();
      if (tasks.size > MOST && oldest !== undefined) tasks.delete(oldest);
    },
    isLate: (runId, task) => {
      const known = tasks.get(runId);
      return known?.task === task && now() - known.since >= LATE_AFTER_MS;
    },
  };
}
