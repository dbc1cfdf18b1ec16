import { decodeData } from "@riposte/template";
import type { Data, Limits } from "@riposte/template";
import type { EngineCommand, LoopFacts, RenderContext } from "../engine/protocol.ts";
import type { BlobPayload, Payload } from "../payload.ts";
import { isBlob } from "../payload.ts";
import { applyChanges } from "./changes.ts";
import type { ContextParts, LoopParts } from "./context.ts";
import { makeContext } from "./context.ts";
import { renderFields } from "./fields.ts";
import type { RenderOptions } from "./tree.ts";

export type RenderCommand = Extract<EngineCommand, { kind: "render" }>;

/** The blobs that `renderCommand` wants to see the texts of. */
export function blobsOf(command: RenderCommand): BlobPayload[] {
  return blobsIn(command.context);
}

export function blobsIn({ trigger, steps, vars, loop }: RenderContext): BlobPayload[] {
  const blobs: BlobPayload[] = [];
  const look = (payload: RenderContext["vars"][number] | null) => {
    if (payload?.kind === "blob") blobs.push(payload);
  };
  look(trigger);
  for (const name in steps) look(steps[name] ?? null);
  for (const layer of vars) look(layer);
  for (let at = loop ?? null; at !== null; at = at.parent) {
    look(at.item);
    look(at.previous);
  }
  return blobs;
}

/**
 * Renders exactly what the engine would have, for a host that has fetched the blobs (`texts`: by hash).
 * Throws nothing but `RenderError`, as long as every blob is there.
 */
export function renderCommand(
  command: RenderCommand,
  texts: ReadonlyMap<string, string>,
  limits?: Partial<Limits>,
): Record<string, Data> {
  return renderWith(command, (payload) => decodeData(textOf(payload, texts)), limits);
}

/** The same, for a host that has decoded what it fetched. */
export function renderWith(
  command: RenderCommand,
  read: (payload: Payload) => Data,
  limits?: Partial<Limits>,
): Record<string, Data> {
  const { context, step, scope } = command;
  return renderStep(command, makeContext(readContext(context, read)), {
    now: context.now,
    seed: renderSeed(context.run.id, step, scope),
    semantics: context.semantics,
    ...(limits === undefined ? {} : { limits }),
  });
}

export function renderStep(
  { fields, changes, question }: Pick<RenderCommand, "fields" | "changes" | "question">,
  context: ReturnType<typeof makeContext>,
  options: Omit<RenderOptions, "field">,
): Record<string, Data> {
  const rendered = renderFields(fields, context, { ...options, question });
  return changes === undefined ? rendered : applyChanges(rendered, changes, context, options.semantics);
}

export function renderSeed(run: string, step: string, scope: string): string {
  return scope === "" ? `${run}/${step}` : `${run}/${step}/${scope}`;
}

export function readContext(context: RenderContext, read: (payload: Payload) => Data): ContextParts {
  return {
    trigger: read(context.trigger),
    steps: Object.entries(context.steps).map(([name, payload]) => ({
      name,
      id: context.ids[name] ?? name,
      output: read(payload),
    })),
    vars: context.vars.map((layer) => (layer.kind === "unset" ? layer : read(layer))),
    run: context.run,
    loop: context.loop === undefined ? null : readLoop(context.loop, read),
  };
}

function readLoop(facts: LoopFacts, read: (payload: Payload) => Data): LoopParts {
  const { index, length, item, previous, parent } = facts;
  return {
    index,
    length,
    ...(item === null ? {} : { item: read(item) }),
    ...(previous === null ? {} : { previous: read(previous) }),
    parent: parent === null ? null : readLoop(parent, read),
  };
}

function textOf(payload: Payload, texts: ReadonlyMap<string, string>): string {
  if (!isBlob(payload)) return payload.json;
  const text = texts.get(payload.hash);
  if (text === undefined) throw new Error(`The blob ${payload.hash} was not fetched.`);
  return text;
}
