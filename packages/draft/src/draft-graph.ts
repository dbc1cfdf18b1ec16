import { z } from "zod";

/** A graph while it is drawn: what is not there yet, or wrong, is a diagnostic and no obstacle to keeping it. */
export const draftNode = z
  .looseObject({
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    kind: z.enum(["trigger", "action", "condition", "join", "wait", "set", "approval", "respond", "fail"]),
    name: z.string().max(200),
    position: z.object({ x: z.number(), y: z.number() }).optional(),
  })
  .readonly();

/** An edge is who it connects: there are no two of the same. */
export const draftEdge = z.object({ from: z.string(), port: z.string(), to: z.string() }).strict().readonly();

export const draftGraph = z
  .object({
    schema: z.literal(1).default(1),
    nodes: z.array(draftNode).max(2_000).readonly(),
    edges: z.array(draftEdge).max(10_000).readonly(),
  })
  .readonly();

export type DraftNode = z.infer<typeof draftNode>;
export type DraftEdge = z.infer<typeof draftEdge>;
export type DraftGraph = z.infer<typeof draftGraph>;
