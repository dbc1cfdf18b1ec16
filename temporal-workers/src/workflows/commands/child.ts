import { CancellationScope, isCancellation, sleep } from "@temporalio/workflow";
import type { EngineCommand } from "@riposte/plan";
import { local } from "../activities.ts";
import { track } from "../host.ts";
import type { Host } from "../host.ts";
import { runLocally } from "../outflow.ts";

type CommandOf<K extends EngineCommand["kind"]> = Extract<EngineCommand, { kind: K }>;

/** A run that takes longer is waited for on a fresh history. */
const LONG_WAIT_MS = 60_000;

/** On a fresh history nothing new is fed where nothing is new: else it would not be as quiet as the last. */
export function startChild(host: Host, command: CommandOf<"start_child">): void {
  const { step, scope, attempt, known } = command;
  const { workspaceId, id: runId, simulate } = host.facts;
  if (known === null) bePatient(host, keyOf(command));
  const asking = async () => {
    const outcome = await runLocally(host, () => local.startChild({ workspaceId, runId, simulate, command }));
    const key = { step, scope, attempt };
    if (outcome.kind === "started") {
      if (outcome.run !== known) host.feed({ kind: "child_started", ...key, run: outcome.run });
      return;
    }
    forgetChild(host, command);
    if (outcome.kind === "ended") {
      host.feed({ kind: "child_ended", ...key, run: outcome.run, end: outcome.end });
    } else {
      const end = { state: "failed", failure: outcome.failure } as const;
      host.feed({ kind: "child_ended", ...key, run: null, end });
    }
  };
  track(host, () => {
    const asked = asking();
    host.children.set(keyOf(command), asked);
    return asked;
  });
}

/** One that was not asked for yet, because a fresh history was due, is not asked for any more. */
export function cancelChild(host: Host, command: CommandOf<"cancel_child">): void {
  const { step, scope, attempt, reason } = command;
  const asked = host.children.get(keyOf(command));
  if (asked === undefined) {
    const failure = { code: "cancelled", message: "Cancelled before it began.", retryable: false } as const;
    const end = { state: "cancelled", failure } as const;
    return host.feed({ kind: "child_ended", step, scope, attempt, run: null, end });
  }
  track(host, async () => {
    await asked;
    const key = { runId: host.facts.id, step, scope, attempt };
    await runLocally(host, () => local.stopChild({ key, reason }));
  });
}

/** It is over, and its clock stops. */
export function forgetChild(host: Host, place: { readonly step: string; readonly scope: string }): void {
  host.young.get(keyOf(place))?.cancel();
  host.young.delete(keyOf(place));
}

/** The clock of a run that may be over in no time. */
function bePatient(host: Host, key: string): void {
  const scope = new CancellationScope({ cancellable: true, parent: host.scope });
  host.young.get(key)?.cancel();
  host.young.set(key, scope);
  scope
    .run(() => sleep(LONG_WAIT_MS))
    .catch((error: unknown) => {
      if (!isCancellation(error)) host.crash ??= { error };
    })
    .finally(() => {
      if (host.young.get(key) === scope) host.young.delete(key);
    });
}

function keyOf({ step, scope }: { readonly step: string; readonly scope: string }): string {
  return `${step} ${scope}`;
}
