import type { Context, Data, DataMap } from "@riposte/template";
import type { RunFacts } from "../engine/protocol.ts";
import { instantText } from "../engine/instant.ts";

export interface ContextParts {
  readonly trigger: Data;
  readonly steps: readonly { readonly id: string; readonly name: string; readonly output: Data }[];
  /** Dicts to merge in this order: a later one wins. */
  readonly vars: readonly Data[];
  readonly run: RunFacts;
}

/** What templates see: `trigger`, `steps.<name>`, `node.<id>`, `vars`, `run` and `playbook`. */
export function makeContext(parts: ContextParts): Context {
  return new Map<string, Data>([
    ["trigger", parts.trigger],
    ["steps", new Map(parts.steps.map((step) => [step.name, step.output]))],
    ["node", new Map(parts.steps.map((step) => [step.id, step.output]))],
    ["vars", mergeDicts(parts.vars)],
    ["run", runDict(parts.run)],
    ["playbook", playbookDict(parts.run)],
  ]);
}

function mergeDicts(dicts: readonly Data[]): DataMap {
  const merged: DataMap = new Map();
  for (const dict of dicts) {
    if (!(dict instanceof Map)) continue;
    for (const [name, value] of dict) merged.set(name, value);
  }
  return merged;
}

function runDict(run: RunFacts): DataMap {
  return new Map<string, Data>([
    ["id", run.id],
    ["started_at", instantText(run.startedAt)],
  ]);
}

function playbookDict(run: RunFacts): DataMap {
  return new Map<string, Data>([
    ["id", run.playbookId],
    ["name", run.playbook],
    ["version", BigInt(run.version)],
  ]);
}
