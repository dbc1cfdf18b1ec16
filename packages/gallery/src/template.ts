import { ACTION_ICONS, graph } from "@riposte/plan";
import { z } from "zod";

const text = z.string().min(1);
const jsonObject = z.record(z.string(), z.json());

/** A script that a template brings along, as `riposte apply` reads it; what templates have no use for is left out. */
export const actionDocument = z
  .object({
    kind: z.literal("action"),
    name: text,
    title: text.optional(),
    description: text,
    /** A Python file beside the document. */
    script: text,
    entry: z.literal("main"),
    palette: z.enum(["getter", "setter", "notifier", "enricher", "helper"]).optional(),
    icon: z.enum(ACTION_ICONS).optional(),
    effect: z.enum(["read", "write", "notify"]),
    idempotent: z.boolean(),
    arguments: jsonObject,
    result: jsonObject,
  })
  .strict();

export const playbookDocument = z
  .object({
    kind: z.literal("playbook"),
    name: text,
    description: text,
    tags: z.array(text).min(1),
    /** Of the example that every installation comes with; nobody's playbook is switched on by its template. */
    enabled: z.literal(true).optional(),
    graph,
  })
  .strict();

type ActionDocument = z.infer<typeof actionDocument>;
type PlaybookDocument = z.infer<typeof playbookDocument>;

export interface TemplateAction extends Omit<ActionDocument, "kind" | "script"> {
  readonly source: string;
  /** SHA-256 of the source, in hex, as actions of a workspace have it. */
  readonly hash: string;
}

/** A playbook to start from. */
export interface PlaybookTemplate extends Pick<PlaybookDocument, "name" | "description" | "tags" | "graph"> {
  /** The folder that it lies in. */
  readonly id: string;
  readonly actions: readonly TemplateAction[];
}
