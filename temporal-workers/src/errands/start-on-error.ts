import { createHash } from "node:crypto";
import { acceptLinked, derivedRunId, findCalled, getPlan, readFailedRun } from "@riposte/db";
import type { CalledPlaybook, Errand, FailedRun } from "@riposte/db";
import { MOST_DEPTH, parsePlan } from "@riposte/plan";
import type { Failure, InlinePayload, Payload } from "@riposte/plan";
import { encodeData, fromPlain } from "@riposte/template";
import { builtInTriggers } from "./built-in-triggers.ts";
import type { ErrandResult, ErrandServices } from "./errands.ts";

/** Starts the on-error playbook of a failed run, once: the id of its run follows from the failed one's. */
export async function startOnError(services: ErrandServices, { runId }: Errand): Promise<ErrandResult> {
  const { sql } = services;
  const failed = await readFailedRun(sql, runId);
  if (failed === null) return "done";
  const called = await findCalled(sql, failed.workspaceId, failed.onError);
  const problem = called === null ? "It was removed." : whyNot(called, failed);
  if (called === null || problem !== null || called.version === null) {
    const name = called === null ? "The on-error playbook" : `The on-error playbook "${called.name}"`;
    return { problem: `${name} was not started. ${problem ?? "It is not published."}` };
  }
  const event = await eventOf(services, runId, failed);
  const accepted = await acceptLinked(sql, {
    runId: derivedRunId("on_error", runId),
    workspaceId: failed.workspaceId,
    playbookId: failed.onError,
    version: called.version,
    event,
    bodyHash: createHash("sha256").update(event.json).digest("hex"),
    simulate: failed.simulate ?? false,
    link: {
      kind: "on_error",
      parentId: runId,
      step: null,
      scope: null,
      attempt: null,
      depth: failed.depth + 1,
    },
  });
  return accepted ? "done" : "again";
}

function whyNot({ enabled, version, trigger }: CalledPlaybook, { depth }: FailedRun): string | null {
  if (depth >= MOST_DEPTH)
    return `It would be the call number ${depth + 1} within calls, and ${MOST_DEPTH} are the most.`;
  if (version === null || trigger === null) return "It is not published.";
  if (builtInTriggers.get(trigger)?.callable !== true)
    return "It starts in another way now, as it is published.";
  return enabled ? null : "It is switched off.";
}

/** As `FAILED_RUN` says. Of the event only where it is kept: it may be large, and not everybody's. */
async function eventOf({ db }: ErrandServices, runId: string, failed: FailedRun): Promise<InlinePayload> {
  const failure = failed.failure === null ? null : (JSON.parse(failed.failure) as Failure);
  const event = failed.event === null ? null : (JSON.parse(failed.event) as Payload);
  const data = fromPlain({
    run: { id: runId, created_at: failed.createdAt },
    playbook: { id: failed.playbookId, name: failed.playbook, version: failed.version },
    error: {
      code: failure?.code ?? "internal",
      message: failure?.message ?? "It gave no reason.",
    },
    failed_step: await failedStep({ db }, failed),
    event: { run: runId, ...described(event) },
  });
  return { kind: "inline", json: encodeData(data) };
}

async function failedStep({ db }: Pick<ErrandServices, "db">, { failedStep: id, planHash }: FailedRun) {
  const text = id === null ? null : await getPlan(db, planHash);
  const step = text === null ? undefined : parsePlan(text).steps.find((step) => step.id === id);
  return step === undefined ? null : { id: step.id, name: step.name, label: step.label };
}

const PREVIEW_CHARACTERS = 200;

function described(event: Payload | null): { readonly bytes: number; readonly preview: string } {
  if (event === null) return { bytes: 0, preview: "" };
  if (event.kind === "blob") return { bytes: event.bytes, preview: event.preview };
  return { bytes: Buffer.byteLength(event.json), preview: event.json.slice(0, PREVIEW_CHARACTERS) };
}
