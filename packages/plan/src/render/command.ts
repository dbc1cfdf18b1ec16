import { decodeData } from "@riposte/template";
import type { Data, Limits } from "@riposte/template";
import type { EngineCommand, RenderContext } from "../engine/protocol.ts";
import type { BlobPayload, Payload } from "../payload.ts";
import { isBlob } from "../payload.ts";
import { makeContext } from "./context.ts";
import { renderFields } from "./fields.ts";

export type RenderCommand = Extract<EngineCommand, { kind: "render" }>;

/** The blobs that `renderCommand` wants to see the texts of. */
export function blobsOf(command: RenderCommand): BlobPayload[] {
  const { trigger, steps, vars } = command.context;
  return [trigger, ...Object.values(steps), ...vars].filter(isBlob);
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
  const { context, fields, step } = command;
  const read = (payload: Payload): Data => decodeData(textOf(payload, texts));
  return renderFields(fields, makeContext(readContext(context, read)), {
    now: context.now,
    seed: renderSeed(context.run.id, step),
    ...(limits === undefined ? {} : { limits }),
  });
}

export function renderSeed(run: string, step: string): string {
  return `${run}/${step}`;
}

export function readContext(context: RenderContext, read: (payload: Payload) => Data) {
  return {
    trigger: read(context.trigger),
    steps: Object.entries(context.steps).map(([name, payload]) => ({
      name,
      id: context.ids[name] ?? name,
      output: read(payload),
    })),
    vars: context.vars.map(read),
    run: context.run,
  };
}

function textOf(payload: Payload, texts: ReadonlyMap<string, string>): string {
  if (!isBlob(payload)) return payload.json;
  const text = texts.get(payload.hash);
  if (text === undefined) throw new Error(`The blob ${payload.hash} was not fetched.`);
  return text;
}
