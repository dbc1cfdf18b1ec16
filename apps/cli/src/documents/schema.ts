import { graph } from "@riposte/plan";
import { z } from "zod";

// What `riposte apply` reads and `riposte export` writes.

const jsonObject = z.record(z.string(), z.json());

/** Written here, or taken from the environment or a file, so that the document can be kept in a repository. */
const secret = z.union([
  z.string(),
  z.object({ env: z.string().min(1) }).strict(),
  z.object({ file: z.string().min(1) }).strict(),
]);

const connectorDocument = z
  .object({
    kind: z.literal("connector"),
    name: z.string().min(1),
    type: z.string().min(1),
    settings: jsonObject.default({}),
    /** Absent: those it has are kept. */
    secrets: z.record(z.string(), secret).optional(),
  })
  .strict();

const actionDocument = z
  .object({
    kind: z.literal("action"),
    name: z.string().min(1),
    description: z.string().default(""),
    /** A Python file, relative to the document. */
    script: z.string().min(1).optional(),
    source: z.string().min(1).optional(),
    entry: z.enum(["main", "plain"]),
    effect: z.enum(["read", "write", "notify"]),
    idempotent: z.boolean().default(false),
    /** JSON Schemas. */
    arguments: jsonObject,
    result: jsonObject.nullable().optional(),
    /** The type of the connector it needs. */
    connector: z.string().min(1).nullable().optional(),
    connectorRequired: z.boolean().optional(),
    /** Seconds, megabytes. */
    timeout: z.number().positive().optional(),
    memory: z.int().positive().optional(),
  })
  .strict()
  .refine((action) => (action.script === undefined) !== (action.source === undefined), {
    message: "give either script (a file) or source (the text)",
    path: ["script"],
  });

const playbookDocument = z
  .object({
    kind: z.literal("playbook"),
    name: z.string().min(1),
    description: z.string().optional(),
    graph,
    /** Absent: stays as it is. */
    enabled: z.boolean().optional(),
  })
  .strict();

export const documentSchemas = {
  connector: connectorDocument,
  action: actionDocument,
  playbook: playbookDocument,
} as const;

export type Kind = keyof typeof documentSchemas;
export type ConnectorDocument = z.infer<typeof connectorDocument>;
export type ActionDocument = z.infer<typeof actionDocument>;
export type PlaybookDocument = z.infer<typeof playbookDocument>;
export type RiposteDocument = ConnectorDocument | ActionDocument | PlaybookDocument;
