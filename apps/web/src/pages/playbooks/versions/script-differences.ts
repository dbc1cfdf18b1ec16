import type { DraftGraph, PinnedScript } from "@riposte/draft";

export interface ScriptDifference {
  /** `script.judge_address` */
  readonly action: string;
  readonly before: number;
  readonly after: number;
}

/** Scripts that both sides call in different versions; those that came or went go with their steps. */
export function scriptDifferences(
  before: readonly PinnedScript[],
  after: readonly PinnedScript[],
): readonly ScriptDifference[] {
  const old = new Map(before.map(({ action, version }) => [action, version]));
  return after.flatMap(({ action, version }) => {
    const was = old.get(action);
    return was === undefined || was === version ? [] : [{ action, before: was, after: version }];
  });
}

/** What a draft would run if it were published now. */
export function scriptsOfDraft(
  { nodes }: DraftGraph,
  newest: (action: string) => number | undefined,
): readonly PinnedScript[] {
  const called = new Set(nodes.flatMap(({ action }) => (typeof action === "string" ? [action] : [])));
  return [...called].flatMap((action) => {
    const version = action.startsWith("script.") ? newest(action) : undefined;
    return version === undefined ? [] : [{ action, version }];
  });
}
