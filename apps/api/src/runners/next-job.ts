import { openRunnerJob, takeRunnerJob } from "@riposte/db";
import type { GroupRunner, SentJob } from "@riposte/db";
import type { Services } from "../services.ts";
import { sealForRunner } from "./seal-for-runner.ts";
import type { Envelope } from "./seal-for-runner.ts";

/** Proxies cut what is silent for longer. */
const WAIT_MS = 20_000;
/** News may be missed. */
const LOOK_EVERY_MS = 3_000;
/** Its attempt is claimed as soon as somebody has taken it. */
const CLAIM_MS = 10_000;

interface Asked {
  readonly by: GroupRunner;
  /** Of the runner's process. */
  readonly key: Uint8Array;
  readonly signal: AbortSignal;
}

/** Waits for a script of the group, for a while; null where none has come. */
export async function nextJob(services: Services, { by, key, signal }: Asked): Promise<Envelope | null> {
  const until = Date.now() + WAIT_MS;
  using watch = services.notices.watch(`${by.workspaceId} ${by.group}`);
  const over = AbortSignal.any([signal, services.notices.ending]);
  while (!over.aborted) {
    const id = await takeRunnerJob(services.db, by);
    if (id !== null) {
      const sent = await untilSent(services, by, id);
      return sent === null ? null : sealed(services, { by, key }, sent);
    }
    const left = until - Date.now();
    if (left <= 0) return null;
    await watch.news(Math.min(left, LOOK_EVERY_MS), over);
  }
  return null;
}

/** Null where it was withdrawn meanwhile. */
async function untilSent(services: Services, by: GroupRunner, id: string): Promise<SentJob | null> {
  const until = Date.now() + CLAIM_MS;
  using watch = services.notices.watch(id);
  while (Date.now() < until) {
    const job = await openRunnerJob(services.db, by, id);
    if (job === "gone") return null;
    if (job !== "waits") return job;
    await watch.news(1_000, services.notices.ending);
  }
  return null;
}

/** Opened here for the one runner that has it, and sealed for that at once. */
function sealed(
  { vault }: Services,
  { by, key }: Pick<Asked, "by" | "key">,
  { id, body, ...job }: SentJob,
): Envelope {
  const binding = {
    workspace: by.workspaceId,
    group: by.group,
    runner: by.runner,
    job: id,
    run: job.runId,
    step: job.step,
    scope: job.scope,
    attempt: job.attempt,
    fence: job.fence,
    expiresAt: job.expiresAt,
  };
  // As groups/sandbox.py has sealed it.
  const context = `runner job ${JSON.stringify([
    binding.workspace,
    binding.group,
    id,
    job.runId,
    job.step,
    job.scope,
    job.attempt,
    job.fence,
    job.expiresAt,
  ])}`;
  return sealForRunner(key, binding, vault.unseal("payloads", context, body));
}
