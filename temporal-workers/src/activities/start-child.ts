import { createHash } from "node:crypto";
import { acceptLinked, derivedRunId, findCalled, findLinkedRun } from "@riposte/db";
import type { CalledPlaybook, Connection, Database, LargeTexts } from "@riposte/db";
import { eventSchema, isBlob, schemaMismatch } from "@riposte/plan";
import type { Failure, JsonObject, Payload } from "@riposte/plan";
import type { ChildOutcome, RunActivities } from "@riposte/temporal";
import { builtInTriggers } from "../errands/built-in-triggers.ts";
import { endOfChild } from "../errands/end-of-child.ts";

type Input = Parameters<RunActivities["startChild"]>[0];

/** The id follows from the attempt, so that asking twice finds the run of the first time, over or not. */
export async function startChild(
  db: Database,
  { sql, blobs }: { readonly sql: Connection["sql"]; readonly blobs: LargeTexts },
  { workspaceId, runId, simulate, command }: Input,
): Promise<ChildOutcome> {
  const { step, scope, attempt, playbook, arguments: event, depth } = command;
  const run = derivedRunId(runId, step, scope, attempt);
  const there = await findLinkedRun(db, run);
  if (there !== null) {
    const end = endOfChild(there);
    return end === null ? { kind: "started", run } : { kind: "ended", run, end };
  }
  const called = await findCalled(sql, workspaceId, playbook.id);
  const refusal = called === null ? `There is no playbook "${playbook.name}" any more.` : whyNot(called);
  if (called === null || refusal !== null || called.version === null) {
    return refused("rejected", refusal ?? "It is not published.");
  }
  const mismatch = await mismatchOf(blobs, workspaceId, called, event);
  if (mismatch !== null) return { kind: "refused", failure: mismatch };
  const accepted = await acceptLinked(sql, {
    runId: run,
    workspaceId,
    playbookId: playbook.id,
    version: called.version,
    event,
    bodyHash: hashOf(event),
    simulate,
    link: { kind: "child", parentId: runId, step, scope, attempt, depth },
  });
  if (!accepted)
    throw new Error(
      "The playbook was published or switched off at this very moment, or the run that calls it is over.",
    );
  return { kind: "started", run };
}

function whyNot({ name, enabled, version, trigger }: CalledPlaybook): string | null {
  if (version === null || trigger === null) return `"${name}" cannot be called: it is not published.`;
  if (builtInTriggers.get(trigger)?.callable !== true)
    return `"${name}" cannot be called: it starts in another way now, as it is published.`;
  return enabled ? null : `"${name}" is switched off. Switch it on, and run this again.`;
}

function refused(code: Failure["code"], message: string): ChildOutcome {
  return { kind: "refused", failure: { code, message, retryable: false, field: "playbook" } };
}

/** By what the version declares that will run, whatever the caller was published against. */
async function mismatchOf(
  texts: LargeTexts,
  workspaceId: string,
  { name, trigger, config }: CalledPlaybook,
  event: Payload,
): Promise<Failure | null> {
  const settings = JSON.parse(config ?? "{}") as JsonObject;
  const schema = eventSchema({ trigger: trigger ?? "", config: settings }, { triggers: builtInTriggers });
  if (schema === null) return null;
  const text = isBlob(event) ? await texts.text(workspaceId, event.hash) : event.json;
  return text === null
    ? null
    : schemaMismatch(schema, text, {
        called: `"${name}"`,
        before: `"${name}" was not run.`,
        advice: "Change what the step gives it, or what the playbook takes.",
      });
}

function hashOf(event: Payload): string {
  return isBlob(event) ? event.hash : createHash("sha256").update(event.json).digest("hex");
}
