import { referenceTo } from "@riposte/blobs";
import { readPastValues } from "@riposte/db";
import type { RunRow } from "@riposte/db";
import { isBlob, recordedStep, takenSteps } from "@riposte/plan";
import type { Failure, PastValues, Payload, RecordedStep } from "@riposte/plan";
import { encodeData, fromPlain } from "@riposte/template";
import type { Context } from "../context.ts";
import type { PreparedRerun } from "./prepare-rerun.ts";

/** A workflow starts with all of it: Temporal takes 2 MB, and a state should stay below 256 KB. */
const MOST_CHARACTERS = 192 * 1024;
/** Below this a reference is hardly smaller. */
const WORTH_MOVING = 512;

/** What is known of a run that another one takes over from. */
interface Taking extends Pick<PreparedRerun, "next" | "past"> {
  readonly run: Pick<RunRow, "id">;
  readonly reused: readonly string[];
}

/** What a run takes over of an earlier one, as it was recorded there. */
export async function takenOver(
  ctx: Context,
  { run, next, past, reused }: Taking,
): Promise<readonly RecordedStep[]> {
  const taken = takenSteps(next, reused, past);
  const keys = taken.flatMap(({ past: { step, scope }, sets }) => [
    `${step} ${scope}`,
    ...sets.map((set) => `${set.step} ${set.scope}`),
  ]);
  const rows = await readPastValues(ctx.services.db, run.id, keys);
  const values = new Map(rows.map((row) => [`${row.step} ${row.scope}`, valuesOf(row)]));
  return taken.map((one) => recordedStep(one, (step, scope) => values.get(`${step} ${scope}`) ?? NONE));
}

/** As a run is started with it, as JSON text; null: nothing is taken over. */
export async function recordedText(ctx: Context, recorded: readonly RecordedStep[]): Promise<string | null> {
  return recorded.length === 0 ? null : JSON.stringify(await smallEnough(ctx, recorded));
}

const NONE: PastValues = { output: null, failure: null, note: null };
/** Somebody found that it had happened: it counts as done with nothing to read. */
const FOUND: PastValues = { ...NONE, output: { kind: "inline", json: encodeData(fromPlain({})) } };

function valuesOf(row: Awaited<ReturnType<typeof readPastValues>>[number]): PastValues {
  if (row.state === "unknown")
    return { ...FOUND, note: "It was found to have happened, after the run was over." };
  const output = row.output === null ? null : (JSON.parse(row.output) as Payload);
  const failure = row.failure === null ? null : (JSON.parse(row.failure) as Failure);
  return { output, failure, note: row.note, origin: row.origin };
}

/** The largest outputs go to the blob store until the rest may travel. */
async function smallEnough(
  ctx: Context,
  recorded: readonly RecordedStep[],
): Promise<readonly RecordedStep[]> {
  const inline = new Map<string, number>();
  for (const { output, sets = [] } of recorded) {
    for (const payload of [output, ...sets.map((set) => set.output)]) {
      if (payload !== null && !isBlob(payload)) inline.set(payload.json, payload.json.length);
    }
  }
  let excess = JSON.stringify(recorded).length - MOST_CHARACTERS;
  const moved = new Map<string, Payload>();
  for (const [json, length] of [...inline].toSorted(([, a], [, b]) => b - a)) {
    if (excess <= 0 || length < WORTH_MOVING) break;
    moved.set(json, await referenceTo(ctx.services.blobs, ctx.actor.workspaceId, json));
    excess -= length - WORTH_MOVING;
  }
  if (moved.size === 0) return recorded;
  const lighter = (payload: Payload) => (isBlob(payload) ? payload : (moved.get(payload.json) ?? payload));
  return recorded.map((one) => ({
    ...one,
    output: one.output === null ? null : lighter(one.output),
    ...(one.sets === undefined
      ? {}
      : { sets: one.sets.map((set) => ({ ...set, output: lighter(set.output) })) }),
  }));
}
