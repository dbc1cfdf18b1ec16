import type { Data } from "@riposte/template";
import type { Failure } from "../failure.ts";
import { fitsInline } from "../payload.ts";
import { blobsIn, readContext, renderSeed, renderStep } from "../render/command.ts";
import { makeContext } from "../render/context.ts";
import type { Fields } from "../render/fields.ts";
import { RenderError } from "../render/render-error.ts";
import { renderFailed } from "./breakpoints/stand.ts";
import { contextOf } from "./context-of.ts";
import { readInline, writeInline } from "./decoded.ts";
import { isCollecting } from "./loops/end-iteration.ts";
import type { EngineCommand, VariableChanges } from "./protocol.ts";
import { questionField } from "./question.ts";
import type { Active, Turn, Values } from "./turn.ts";
import { factsOf, recordStep, waitFor } from "./turn.ts";

/**
 * Renders the fields here and now where all they read is inline, and leaves it to the host where
 * something is not, or where the result would not be. Null: the values come later, or never.
 */
export function prepare(turn: Turn, active: Active, fields: Fields): Values | null {
  const context = contextOf(turn, active);
  if (blobsIn(context).length > 0) return askHost(turn, active, fields);
  try {
    const rendered = renderStep(
      { fields, ...changesOf(active), ...questionOf(turn, active) },
      makeContext(readContext(context, readInline)),
      {
        now: turn.now,
        seed: renderSeed(context.run.id, active.step.id, active.scope),
        semantics: context.semantics,
      },
    );
    return inlineValues(rendered) ?? askHost(turn, active, fields);
  } catch (error) {
    renderFailed(turn, active, error instanceof RenderError ? error.failure : unwritable(fields, error));
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
  if (!isCollecting(turn, active)) recordStep(turn, active, "running");
  turn.commands.push(hostRender(turn, active, fields));
  return null;
}

export function hostRender(turn: Turn, active: Active, fields: Fields): EngineCommand {
  const { step, scope, status } = active;
  const key = { step: step.id, scope, attempt: status.attempt };
  return {
    kind: "render",
    ...key,
    fields,
    ...changesOf(active),
    ...questionOf(turn, active),
    context: contextOf(turn, active),
  };
}

function questionOf(turn: Turn, { step }: Active): { readonly question?: string } {
  const question = questionField(step, factsOf(turn.state));
  return question === null ? {} : { question };
}

const changes = new WeakMap<object, { readonly changes?: VariableChanges }>();

/** Of a set step: the variables that get their new value from their old one. */
function changesOf({ step }: Active): { readonly changes?: VariableChanges } {
  if (step.kind !== "set") return NO_CHANGES;
  const known = changes.get(step);
  if (known !== undefined) return known;
  const changed = step.assignments.flatMap(({ name, operation }) =>
    operation === "append" || operation === "remove" ? [[name, operation] as const] : [],
  );
  const found = changed.length === 0 ? NO_CHANGES : { changes: Object.fromEntries(changed) };
  changes.set(step, found);
  return found;
}

const NO_CHANGES = {};

function inlineValues(rendered: Record<string, Data>): Values | null {
  const values = Object.entries(rendered).map(([field, data]) => [field, writeInline(data)] as const);
  return values.every(([, payload]) => fitsInline(payload)) ? Object.fromEntries(values) : null;
}
