import { findApproval } from "@riposte/db";
import { piecesOf } from "@riposte/plan";
import type { ApprovalRequest } from "@riposte/plan";
import { z } from "zod";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";

const wholeInput = z
  .object({
    id: z.string().min(1).max(100),
    /** Its place among the pieces of the question, from 0. */
    piece: z.int().min(0),
  })
  .strict();

/** All that is held of a value in a question, and how long the whole is. */
export const whole = needs("approvals.read")
  .input(wholeInput)
  .query(async ({ ctx, input }) => {
    const approval = await findApproval(ctx.services.db, ctx.actor.workspaceId, input.id);
    if (approval === null) throw notFound("approval", input.id);
    const piece = piecesOf(JSON.parse(approval.request) as ApprovalRequest)[input.piece];
    if (piece === undefined) throw notFound("piece of the question", String(input.piece));
    const length = piece.kind === "value" ? piece.length : undefined;
    return { text: piece.text, length: length ?? piece.text.length };
  });
