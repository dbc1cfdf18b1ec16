import type { Data } from "@riposte/template";
import type { Failure } from "../failure.ts";
import type { InlinePayload, Payload } from "../payload.ts";
import { fitsInline, fromPayload, isBlob, NULL_PAYLOAD, toPayload } from "../payload.ts";
import { readContext, renderSeed } from "../render/command.ts";
import { makeContext } from "../render/context.ts";
import type { Fields } from "../render/fields.ts";
import { renderFields } from "../render/fields.ts";
import { RenderError } from "../render/tree.ts";
import { fail } from "./outcome.ts";
import type { EngineCommand, RenderContext } from "./protocol.ts";
import { stepAt } from "./plan-index.ts";
import type { Active, Turn, Values } from "./turn.ts";
import { factsOf, recordStep, waitFor } from "./turn.ts";

/**
 * Renders the fields here and now where all they read is inline, and leaves it to the host where
 * something is not, or where the result would not be. Null: the values come later, or never.
 */
export function prepare(turn: Turn, active: Active, fields: Fields): Values | null {
  const context = contextOf(turn, active);
  const sources = [context.trigger, ...Object.values(context.steps), ...context.vars];
  if (sources.some(isBlob)) return askHost(turn, active, fields);
  try {
    const rendered = renderFields(fields, makeContext(readContext(context, readInline)), {
      now: turn.now,
      seed: renderSeed(context.run.id, active.step.id),
    });
    return inlineValues(rendered) ?? askHost(turn, active, fields);
  } catch (error) {
    fail(turn, active, error instanceof RenderError ? error.failure : unwritable(fields, error));
    return null;
  }
}

/** A value that cannot be written down is the data's fault too: it fails the step, never the workflow. */
function unwritable(fields: Fields, error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return { code: "template_error", message, retryable: false, field: Object.keys(fields)[0] ?? "" };
}

function askHost(turn: Turn, active: Active, fields: Fields): null {
  waitFor(turn, active.status, "render");
  recordStep(turn, active, "running");
  turn.commands.push(hostRender(turn, active, fields));
  return null;
}

export function hostRender(turn: Turn, active: Active, fields: Fields): EngineCommand {
  const { step, status } = active;
  const context = contextOf(turn, active);
  return { kind: "render", step: step.id, attempt: status.attempt, fields, context };
}

function inlineValues(rendered: Record<string, Data>): Values | null {
  const values = Object.entries(rendered).map(([field, data]) => [field, toPayload(data)] as const);
  return values.every(([, payload]) => fitsInline(payload)) ? Object.fromEntries(values) : null;
}

function contextOf(turn: Turn, { step }: Active): RenderContext {
  const read = step.reads.flatMap((id) => {
    const output = outputOf(turn, turn.index.position.get(id));
    return output === null ? [] : [{ ...stepName(turn, id), output }];
  });
  return {
    trigger: step.readsTrigger ? turn.state.trigger : NULL_PAYLOAD,
    steps: Object.fromEntries(read.map(({ name, output }) => [name, output])),
    ids: Object.fromEntries(read.map(({ name, id }) => [name, id])),
    vars: step.readsVars ? turn.state.setters.flatMap((position) => outputOf(turn, position) ?? []) : [],
    run: factsOf(turn.state),
    now: turn.now,
  };
}

function stepName(turn: Turn, id: string): { id: string; name: string } {
  const position = turn.index.position.get(id);
  return { id, name: position === undefined ? id : stepAt(turn.index, position).name };
}

function outputOf(turn: Turn, position: number | undefined): Payload | null {
  if (position === undefined) return null;
  return turn.state.steps[position]?.output ?? null;
}

/** Many steps read the same values, above all the trigger: each is decoded once. */
const decoded = new WeakMap<InlinePayload, Data>();

function readInline(payload: Payload): Data {
  if (isBlob(payload)) throw new Error("A blob cannot be read inside the engine.");
  const known = decoded.get(payload);
  if (known !== undefined) return known;
  const data = fromPayload(payload);
  decoded.set(payload, data);
  return data;
}
