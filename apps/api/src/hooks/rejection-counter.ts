import { countRejections } from "@riposte/db";
import type { RejectionCount } from "@riposte/db";
import type { Services } from "../services.ts";

/** Counts what was refused; settles when it is stored. A flood is one statement at a time, whatever its size. */
export type RejectionCounter = (triggerId: string, reason: string) => Promise<void>;

export function countingRejections({ sql, log }: Pick<Services, "sql" | "log">): RejectionCounter {
  let pending = new Map<string, RejectionCount>();
  let next: Promise<void> | null = null;
  let last: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    const counts = [...pending.values()];
    pending = new Map();
    next = null;
    try {
      await countRejections(sql, counts);
    } catch (error) {
      log.warn({ err: error, counts }, "rejections could not be counted");
    }
  }

  return (triggerId, reason) => {
    const key = `${triggerId} ${reason}`;
    const count = (pending.get(key)?.count ?? 0) + 1;
    pending.set(key, { triggerId, reason, count });
    if (next === null) {
      next = last.then(flush);
      last = next;
    }
    return next;
  };
}
