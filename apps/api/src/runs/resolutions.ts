import { listAudit } from "@riposte/db";
import type { AuditEntry, Database } from "@riposte/db";
import { z } from "zod";

const details = z.object({
  step: z.string(),
  scope: z.string().default(""),
  outcome: z.enum(["done", "failed", "rerun"]),
  reason: z.string(),
  /** The run's words, where it would not. */
  refused: z.string().optional(),
  /** The run did not say: it may have been done. */
  unanswered: z.literal(true).optional(),
  runOver: z.literal(true).optional(),
  iterationOver: z.literal(true).optional(),
});

/** What a person said became of a step that was lost in the middle. */
export interface Resolution {
  readonly run: string;
  readonly step: string;
  readonly scope: string;
  readonly outcome: "done" | "failed" | "rerun";
  readonly reason: string;
  /** As the audit log names them. */
  readonly by: string;
  readonly at: string;
  /** False: the run did not answer, so it may not have heard of it. */
  readonly isSure: boolean;
  /** It is noted and changes nothing: the run was over by then. */
  readonly wasRunOver: boolean;
  /** The same, while the run went on. */
  readonly wasIterationOver: boolean;
}

/** Newest first; `run`: only of this one. */
export async function listResolutions(
  db: Database,
  workspaceId: string,
  wanted: { readonly run?: string; readonly limit: number },
): Promise<readonly Resolution[]> {
  const entries = await listAudit(db, workspaceId, {
    action: "runs.resolve",
    target: wanted.run === undefined ? undefined : `run:${wanted.run}`,
    limit: wanted.limit,
  });
  return resolutionsOf(entries);
}

/** The one that counts for a step: what was said for sure goes first, and only then what the run did not answer. */
export function resolutionOf(
  newestFirst: readonly Resolution[],
  { step, scope }: { readonly step: string; readonly scope: string },
): Resolution | null {
  const said = newestFirst.filter((each) => each.step === step && each.scope === scope);
  return said.find(({ isSure }) => isSure) ?? said[0] ?? null;
}

/** What the run refused was not said; of what it did not answer nobody is sure. */
export function resolutionsOf(
  entries: readonly Pick<AuditEntry, "target" | "actor" | "at" | "details">[],
): readonly Resolution[] {
  return entries.flatMap(({ target, actor, at, details: text }) => {
    const read = details.safeParse(JSON.parse(text));
    if (!read.success || read.data.refused !== undefined) return [];
    const { step, scope, outcome, reason, unanswered, runOver, iterationOver } = read.data;
    const run = target.replace(/^run:/, "");
    const isSure = unanswered === undefined;
    const when = { wasRunOver: runOver === true, wasIterationOver: iterationOver === true };
    return [{ run, step, scope, outcome, reason, by: actor, at: at.toISOString(), isSure, ...when }];
  });
}
