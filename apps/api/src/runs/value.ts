import { findInboxRow, findResponse, findStepRun, listStepAttempts } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { readOutcome } from "./describe-step.ts";
import { requireRun, runRef } from "./find.ts";

export const valueInput = z
  .object({
    id: runRef,
    part: z.enum(["event", "response", "input", "output", "late"]),
    /** Where the part is a step's. */
    step: z.string().max(64).default(""),
    scope: z.string().max(500).default(""),
    /** Where the part is an attempt's. */
    attempt: z.int().min(1).optional(),
  })
  .strict();

export type ValueRef = z.infer<typeof valueInput>;
type ValueContext = Pick<Context, "services" | "actor">;

/** What a page can show without standing still; more than that is downloaded. */
const MOST_BYTES = 1024 * 1024;

/** One value as lossless JSON text, where a page can show it. */
export const value = needs("runs.read")
  .input(valueInput)
  .query(({ ctx, input }) => readWhole(ctx, input));

async function readWhole(ctx: Context, input: ValueRef) {
  const payload = await requireValue(ctx, input);
  if (payload.kind === "inline") return { json: payload.json };
  if (payload.bytes > MOST_BYTES) {
    const message = `This value has ${payload.bytes} bytes, more than a page can show (${MOST_BYTES}). Download it.`;
    throw new UserError("too_large", message);
  }
  const json = await ctx.services.blobs.text(ctx.actor.workspaceId, payload.hash);
  if (json === null) throw new UserError("conflict", GONE);
  return { json };
}

export const GONE = "This value is no longer in the blob store.";

/** @throws UserError where there is no such run or value. */
export async function requireValue(ctx: ValueContext, input: ValueRef): Promise<Payload> {
  await requireRun(ctx, input.id);
  const payload = await locate(ctx, input);
  if (payload === null) throw notFound("value", input.part);
  return payload;
}

async function locate(ctx: ValueContext, input: ValueRef): Promise<Payload | null> {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const at = { runId: input.id, step: input.step, scope: input.scope };
  switch (input.part) {
    case "event":
      return read((await findInboxRow(db, workspaceId, input.id))?.event);
    case "response":
      return read((await findResponse(db, workspaceId, input.id))?.body);
    case "input":
    case "output":
      return read((await findStepRun(db, workspaceId, at))?.[input.part]);
    case "late": {
      const attempts = await listStepAttempts(db, workspaceId, at);
      const late = readOutcome(
        attempts.find(({ attempt }) => attempt === input.attempt)?.lateOutcome ?? null,
      );
      return late?.kind === "done" ? late.output : null;
    }
  }
}

function read(text: string | null | undefined): Payload | null {
  return text === null || text === undefined ? null : (JSON.parse(text) as Payload);
}
