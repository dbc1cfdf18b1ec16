import { getPlan } from "@riposte/db";
import type { VersionRow } from "@riposte/db";
import type { PinnedScript } from "@riposte/draft";
import { parsePlan } from "@riposte/plan";
import type { Plan } from "@riposte/plan";
import type { Context } from "../context.ts";

/** The scripts that a plan runs, in the versions that it was compiled with. */
export function pinnedIn({ steps }: Plan): readonly PinnedScript[] {
  const versions = new Map<string, number>();
  for (const step of steps) {
    if (step.kind === "action" && step.action.startsWith("script.")) versions.set(step.action, step.version);
  }
  return [...versions].map(([action, version]) => ({ action, version }));
}

export async function pinnedScripts(
  { services }: Context,
  { planHash }: Pick<VersionRow, "planHash">,
): Promise<readonly PinnedScript[]> {
  const text = await getPlan(services.db, planHash);
  return text === null ? [] : pinnedIn(parsePlan(text));
}
