import { awaitsEvent, OWN_SOURCE } from "@riposte/plan";
import type { EngineCommand } from "@riposte/plan";
import type { AttemptKey, WaitEnd } from "@riposte/temporal/contract";
import { local } from "../activities.ts";
import { track } from "../host.ts";
import type { Host } from "../host.ts";
import { runLocally } from "../outflow.ts";

type CommandOf<K extends EngineCommand["kind"]> = Extract<EngineCommand, { kind: K }>;
type Place = Omit<AttemptKey, "runId">;

/** On each fresh history anew: where its row has ended meanwhile, the answer is already there. */
export function awaitEvent(host: Host, { step, scope, attempt, request }: CommandOf<"await_event">): void {
  const { workspaceId, id: runId, playbookId } = host.facts;
  const { source } = request;
  const id = source.id === OWN_SOURCE ? `playbook:${playbookId}` : source.id;
  const key = { runId, step, scope, attempt };
  inOrder(host, key, async () => {
    const input = { workspaceId, key, request: { ...request, source: { ...source, id } } };
    const end = await runLocally(host, () => local.openWait(input));
    if (end !== null) endWait(host, key, end);
  });
}

export function closeWait(host: Host, { step, scope, attempt }: CommandOf<"close_wait">): void {
  const key = { runId: host.facts.id, step, scope, attempt };
  inOrder(host, key, () => runLocally(host, () => local.closeWait(key)));
}

/** What the row says, whoever brings it and however often: the step takes it once. */
export function endWait(host: Host, { step, scope, attempt }: Place, end: WaitEnd): void {
  const place = { step, scope, attempt };
  if (!awaitsEvent(host.plan, host.state, place)) return;
  if (end.kind === "timed_out") return host.feed({ kind: "event_missed", ...place });
  host.feed({ kind: "event_arrived", ...place, event: end.event, origin: end.origin });
}

/** A wait that is still being written down must not be withdrawn before it is there. */
function inOrder(host: Host, { step, scope }: Place, write: () => Promise<void>): void {
  const name = `${step} ${scope}`;
  const before = host.waits.get(name) ?? Promise.resolve();
  track(host, async () => {
    const writing = before.then(write);
    host.waits.set(name, writing);
    await writing;
    if (host.waits.get(name) === writing) host.waits.delete(name);
  });
}
