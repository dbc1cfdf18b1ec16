import type { DraftGraph } from "./draft-graph.ts";

/** A script as a published version runs it. */
export interface PinnedScript {
  /** `script.judge_address` */
  readonly action: string;
  readonly version: number;
}

export interface NewerScript {
  /** `judge_address` */
  readonly script: string;
  readonly runs: number;
  readonly newest: number;
}

/** Scripts that steps of the draft call and that have changed since it was published: a test runs the newest. */
export function newerScripts(
  draft: DraftGraph,
  published: readonly PinnedScript[],
  newest: (action: string) => number | undefined,
): readonly NewerScript[] {
  const called = new Set(draft.nodes.map((node) => node["action"]));
  return published.flatMap(({ action, version }) => {
    const now = newest(action);
    if (now === undefined || now === version || !called.has(action)) return [];
    return [{ script: action.replace(/^script\./, ""), runs: version, newest: now }];
  });
}
