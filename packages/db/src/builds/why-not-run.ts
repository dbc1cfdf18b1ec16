import type { Sql } from "postgres";
import { listBuilds, listUnknownRuns } from "../queries/worker-builds.ts";
import type { NotedBuild, UnknownRuns } from "../queries/worker-builds.ts";
import { nameOf } from "./own-release.ts";
import type { Release } from "./own-release.ts";

type Asking = Pick<Release, "release" | "ir" | "semantics"> & { readonly build?: string };

/**
 * Which open runs, of all or of one workspace, follow plans that this code does not know, and who does, in one
 * sentence; null: it knows all.
 */
export async function whyNotRun(
  sql: Sql,
  own: Asking,
  workspaceId: string | null = null,
): Promise<string | null> {
  const [unknown, ...others] = await listUnknownRuns(sql, own, workspaceId);
  if (unknown === undefined) return null;
  const more = others.reduce((sum, { count }) => sum + count, 0);
  return tell(own, unknown, { more, builds: await listBuilds(sql) });
}

function tell(
  own: Asking,
  { ir, semantics, count, runs }: UnknownRuns,
  { more, builds }: { readonly more: number; readonly builds: readonly NotedBuild[] },
): string {
  const who = builds.findLast((build) => build.ir.includes(ir) && build.semantics.includes(semantics));
  const start = who === undefined ? "a version of Riposte that does" : `${nameOf(who)}, which does`;
  const all = count + more;
  const list = `${runs.join(", ")}${all > runs.length ? ", …" : ""}`;
  return (
    `${all} open run${all === 1 ? "" : "s"} (${list}) need${all === 1 ? "s" : ""} ir ${ir} and semantics ${semantics}, ` +
    `which ${nameOf(own)} does not know: start ${start}, or a later one.`
  );
}
