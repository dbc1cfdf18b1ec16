import { countReruns } from "@riposte/db";
import type { RunWithPlaybook } from "@riposte/db";
import type { Context } from "../context.ts";
import { tellQueued } from "../limits/waits.ts";
import { tellHappening } from "./happening.ts";
import { summariseRun } from "./summarise.ts";

/** Runs as a list shows them; whoever keeps such a list has to hear of them in the same shape. */
export async function tellRuns(ctx: Context, rows: readonly RunWithPlaybook[]) {
  const runs = rows.map(({ run }) => run);
  const [happening, links, queued] = await Promise.all([
    tellHappening(ctx, runs),
    countReruns(
      ctx.services.db,
      runs.map(({ id }) => id),
    ),
    tellQueued(ctx, queuedOf(runs)),
  ]);
  return rows.map((row) => ({
    ...summariseRun(row),
    happening: happening.get(row.run.id) ?? [],
    /** The run that it repeats, and how many repeat it. */
    ...(links.get(row.run.id) ?? { rerunOf: null, reruns: 0 }),
    /** Why it has not begun; null: it has, or begins now. */
    waits: queued.get(row.run.id) ?? null,
    /** Why it does not start by itself; null: nobody has to let it go. */
    heldReason: row.run.state === "queued" ? row.heldReason : null,
    /** Of one that was skipped: why. */
    skippedReason: row.run.state === "skipped" ? row.heldReason : null,
  }));
}

function queuedOf(runs: readonly { readonly id: string; readonly state: string }[]): readonly string[] {
  return runs.filter(({ state }) => state === "queued").map(({ id }) => id);
}
