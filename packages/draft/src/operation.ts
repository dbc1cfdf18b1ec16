import { jsonValue, place } from "@riposte/plan";
import { z } from "zod";
import { draftEdge, draftNode } from "./draft-graph.ts";

const nodeId = z.string().min(1).max(64);
/** Where a thing stood that comes back; absent: it goes to the end. */
const at = z.int().min(0).optional();

export const LONGEST_PATH = 20;

/**
 * One change of a draft. A draft is its operations in order: `set` touches one field of one step, so that two
 * people who change different fields never meet.
 */
export const operation = z.discriminatedUnion("op", [
  z.object({ op: z.literal("add_node"), node: draftNode, at }).strict(),
  /** Its edges go by operations of their own, before it. */
  z.object({ op: z.literal("remove_node"), node: nodeId }).strict(),
  z
    .object({
      op: z.literal("set"),
      node: nodeId,
      /**
       * Into the step: `["arguments", "uuid"]`, `["cases", 0, "when"]`; a list's length as the last key appends.
       * Never `id` or `kind`; `position` only goes, to take back a step's first move.
       */
      field: z
        .array(z.union([z.string().max(200), z.int().min(0)]))
        .min(1)
        .max(LONGEST_PATH)
        .readonly(),
      /** Absent: the field goes; from a list, and what follows moves up. */
      value: jsonValue.optional(),
    })
    .strict(),
  z.object({ op: z.literal("move"), node: nodeId, ...place.shape }).strict(),
  z.object({ op: z.literal("add_edge"), edge: draftEdge, at }).strict(),
  z.object({ op: z.literal("remove_edge"), edge: draftEdge }).strict(),
]);

export type Operation = z.infer<typeof operation>;
export type FieldPath = Extract<Operation, { op: "set" }>["field"];

/** What one gesture did: saved, undone and shown as one. */
export const batch = z
  .object({
    /** Chosen by who makes it: sent twice it counts once. */
    id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    /** What undo calls it: "Move 3 steps". */
    label: z.string().max(200),
    operations: z.array(operation).min(1).max(5_000).readonly(),
    /** The batch that this one takes back, if it does. */
    undoes: z.string().max(64).optional(),
  })
  .strict()
  .readonly();

export type Batch = z.infer<typeof batch>;
