import { jsonValue, MOST_STEPS, place } from "@riposte/plan";
import { z } from "zod";

/** A graph while it is drawn: what is not there yet, or wrong, is a diagnostic and no obstacle to keeping it. */
export const draftNode = z
  .object({
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    kind: z.enum([
      "trigger",
      "action",
      "condition",
      "switch",
      "join",
      "wait",
      "wait_event",
      "set",
      "approval",
      "respond",
      "fail",
      "stop",
      "sub_playbook",
      "return",
      "for_each",
      "while",
      "note",
    ]),
    name: z.string().max(200),
    position: place.optional(),
  })
  .catchall(jsonValue)
  .readonly();

/** An edge is who it connects: there are no two of the same. */
export const draftEdge = z
  .object({
    from: z.string().max(64),
    port: z.string().max(200).default("default"),
    to: z.string().max(64),
    /** As a file may name it; tells edges apart for nobody. */
    id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,128}$/)
      .optional(),
  })
  .strict()
  .readonly();

export const draftGraph = z
  .object({
    schema: z.literal(1).default(1),
    nodes: z.array(draftNode).max(MOST_STEPS).readonly(),
    edges: z.array(draftEdge).max(10_000).readonly(),
  })
  .readonly();

export type DraftNode = z.infer<typeof draftNode>;
export type DraftEdge = z.infer<typeof draftEdge>;
export type DraftGraph = z.infer<typeof draftGraph>;

/** What a new playbook starts with. */
export function emptyGraph(): DraftGraph {
  return { schema: 1, nodes: [], edges: [] };
}
