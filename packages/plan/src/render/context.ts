import type { Context, Data, DataMap } from "@riposte/template";
import type { RunFacts, UnsetVariables } from "../engine/protocol.ts";
import { instantText } from "../engine/instant.ts";

export interface ContextParts {
  readonly trigger: Data;
  readonly steps: readonly { readonly id: string; readonly name: string; readonly output: Data }[];
  /** Dicts to merge in this order: a later one wins. */
  readonly vars: readonly (Data | UnsetVariables)[];
  readonly run: RunFacts;
  /** The iteration; null outside of loops and where nobody looks. */
  readonly loop?: LoopParts | null;
}

export interface LoopParts {
  readonly index: number;
  /** Null for a while. */
  readonly length: number | null;
  /** Absent for a while. */
  readonly item?: Data;
  /** Absent for a for-each. */
  readonly previous?: Data;
  readonly parent: LoopParts | null;
}

/** What templates see: `trigger`, `steps.<name>`, `node.<id>`, `vars`, `run`, `playbook`; in loops `item` and `loop`. */
export function makeContext(parts: ContextParts): Context {
  const context = new Map<string, Data>([
    ["trigger", parts.trigger],
    ["steps", new Map(parts.steps.map((step) => [step.name, step.output]))],
    ["node", new Map(parts.steps.map((step) => [step.id, step.output]))],
    ["vars", mergeDicts(parts.vars)],
    ["run", runDict(parts.run)],
    ["playbook", playbookDict(parts.run)],
  ]);
  if (parts.loop) addLoop(context, parts.loop);
  return context;
}

function mergeDicts(layers: ContextParts["vars"]): DataMap {
  const merged: DataMap = new Map();
  for (const layer of layers) {
    if (layer instanceof Map) for (const [name, value] of layer) merged.set(name, value);
    else if (isUnset(layer)) for (const name of layer.names) merged.delete(name);
  }
  return merged;
}

function isUnset(layer: Data | UnsetVariables): layer is UnsetVariables {
  return typeof layer === "object" && layer !== null && "kind" in layer;
}

/** `item` is that of the innermost for-each. */
function addLoop(context: Map<string, Data>, loop: LoopParts): void {
  context.set("loop", loopDict(loop));
  for (let at: LoopParts | null = loop; at !== null; at = at.parent) {
    if (at.item === undefined) continue;
    context.set("item", at.item);
    return;
  }
}

function loopDict({ index, length, item, previous, parent }: LoopParts): DataMap {
  const dict: DataMap = new Map<string, Data>([
    ["index", BigInt(index + 1)],
    ["index0", BigInt(index)],
    ["first", index === 0],
  ]);
  if (length !== null) dict.set("last", index === length - 1).set("length", BigInt(length));
  if (item !== undefined) dict.set("item", item);
  if (previous !== undefined) dict.set("previous", previous);
  if (parent !== null) dict.set("parent", loopDict(parent));
  return dict;
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
