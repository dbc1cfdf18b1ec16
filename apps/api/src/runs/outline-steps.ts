import { textOfPayload } from "@riposte/blobs";
import { listLoopInputs } from "@riposte/db";
import type { StepOutlineRow, StepRunRow } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { isBlob, itemsOf } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { Context } from "../context.ts";
import { outlineStep } from "./describe-step.ts";
import type { PlannedSteps } from "./step-names.ts";

interface Recorded {
  readonly run: string;
  readonly rows: readonly StepOutlineRow[];
  readonly planned: PlannedSteps;
}

/** The steps without their values; of a for-each, besides, how many items it goes over. */
export async function outlineSteps(ctx: Context, { run, rows, planned }: Recorded) {
  const loops = rows.filter(({ step }) => planned.byId.get(step)?.kind === "for_each");
  const counts = await countItems(ctx, run, new Set(loops.map(({ step }) => step)));
  return rows.map((row) => ({
    ...outlineStep(row, planned.byId.get(row.step)),
    /** Null: it is no for-each, it has not begun, or it is one of too many to count. */
    items: counts.get(keyOf(row)) ?? null,
  }));
}

/** Of a loop within a loop there is one for each iteration around it. */
const MOST_LOOPS = 1_000;
/** What is read out of the blob store for one answer, to be counted. */
const MOST_BLOB_BYTES = 8 * 1024 * 1024;

async function countItems(
  { services, actor }: Context,
  runId: string,
  loops: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const { workspaceId } = actor;
  const inputs = await listLoopInputs(services.db, workspaceId, {
    runId,
    loops: [...loops],
    limit: MOST_LOOPS,
  });
  const counts = new Map<string, number>();
  let left = MOST_BLOB_BYTES;
  for (const row of inputs) {
    const payload = JSON.parse(row.input ?? "null") as Payload | null;
    const bytes = payload !== null && isBlob(payload) ? payload.bytes : 0;
    if (payload === null || bytes > left) continue;
    left -= bytes;
    const json = await textOfPayload(services.blobs, workspaceId, payload);
    const items = json === null ? null : itemsOf(decodeData(json));
    if (items !== null) counts.set(keyOf(row), items.length);
  }
  return counts;
}

function keyOf({ step, scope }: Pick<StepRunRow, "step" | "scope">): string {
  return `${step} ${scope}`;
}
