import { nameAlerts } from "@riposte/db";
import type { Context } from "../context.ts";

/** Whom or what a decision is about, as people know it. */
export interface Concerned {
  /** As actions write it: `alert:922637fb-…`, `mail:jane@example.com`. */
  readonly target: string;
  readonly kind: string;
  readonly id: string;
  /** Null: it is no alert of ours. */
  readonly alert: { readonly uuid: string; readonly shortId: string; readonly title: string } | null;
}

/** More texts than this of an event are not tried as the ids of alerts. */
const MOST_TRIED = 200;
const LONGEST_ID = 64;

/** Each once, in this order: what calls touch, then the alerts that an event (JSON text) names. */
export async function tellConcerned(
  { services, actor }: Context,
  targets: readonly string[],
  event: string | null,
): Promise<readonly Concerned[]> {
  const touched = targets.map((target) => {
    const at = target.indexOf(":");
    return { target, kind: target.slice(0, at), id: target.slice(at + 1) };
  });
  const named = event === null ? [] : textsIn(event);
  const ids = touched.filter(({ kind }) => kind === "alert").map(({ id }) => id);
  const alerts = await nameAlerts(services.db, actor.workspaceId, [...new Set([...ids, ...named])]);
  const alertOf = (ref: string) =>
    alerts.find(({ uuid, shortId }) => uuid === ref || shortId === ref) ?? null;
  const all = [
    ...touched.map((each) => ({ ...each, alert: each.kind === "alert" ? alertOf(each.id) : null })),
    ...named.flatMap((id) => {
      const alert = alertOf(id);
      return alert === null ? [] : [{ target: `alert:${id}`, kind: "alert", id, alert }];
    }),
  ];
  return [...new Map(all.toReversed().map((each) => [each.target, each])).values()].toReversed();
}

/** The short texts of a JSON text, each once. */
export function textsIn(json: string): readonly string[] {
  const found = new Set<string>();
  for (const [quoted] of json.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    if (found.size === MOST_TRIED) break;
    if (quoted.length > LONGEST_ID) continue;
    try {
      found.add(String(JSON.parse(quoted)));
    } catch {
      // A text that breaks off is no id.
    }
  }
  return [...found];
}
