import {
  ACTION_ICONS,
  faultInWords,
  faultPlace,
  readGraph,
  scriptLimits,
  scriptNetwork,
} from "@riposte/plan";
import { z } from "zod";

// What `riposte apply` reads and `riposte export` writes.

const jsonObject = z.record(z.string(), z.json());

/** Written here, or taken from the environment or a file, so that the document can be kept in a repository. */
const secret = z.union([
  z.string(),
  z.object({ env: z.string().min(1) }).strict(),
  z.object({ file: z.string().min(1) }).strict(),
]);

/** What is over it waits its turn. Absent: it stays as it is; null lifts it. */
const limit = z
  .object({
    atOnce: z.int().positive().nullable().optional(),
    /** So many in any so many seconds. */
    rate: z.object({ count: z.int().positive(), seconds: z.int().positive() }).strict().nullable().optional(),
  })
  .strict()
  .nullable();

const connectorDocument = z
  .object({
    kind: z.literal("connector"),
    name: z.string().min(1),
    type: z.string().min(1),
    settings: jsonObject.default({}),
    /** Absent: those it has are kept. */
    secrets: z.record(z.string(), secret).optional(),
    /** The runner group that it is for; null: the installation's own runners. Absent: it stays. */
    runnerGroup: z.string().min(1).nullable().optional(),
    /** Of the calls through it. */
    limit: limit.optional(),
  })
  .strict();

const script = {
  /** A Python file, relative to the document. */
  script: z.string().min(1).optional(),
  source: z.string().min(1).optional(),
  /** What the file is called when it is downloaded; absent: as it is called, and `.py`. */
  file: z.string().min(1).optional(),
  entry: z.enum(["main", "plain"]),
  /** The version of its interpreter; absent: any Python 3. A number would lose what "3.10" ends with. */
  python: z.string().optional(),
};
const EITHER = { message: "give either script (a file) or source (the text)", path: ["script"] };

/** Calls to try it with, and what is to come of them: a result, or a failure whose message holds a text. */
const cases = z
  .array(
    z
      .object({
        name: z.string().min(1),
        arguments: jsonObject,
        result: z.json().optional(),
        fails: z.string().min(1).optional(),
      })
      .strict(),
  )
  .optional();

/** A further one of an action; playbooks call it `script.<action>.<name>`. */
const furtherScript = z
  .object({
    name: z.string().min(1),
    ...script,
    /** JSON Schemas; absent: the signature of `main` says them. */
    arguments: jsonObject.optional(),
    result: jsonObject.nullable().optional(),
    cases,
  })
  .strict()
  .refine((one) => (one.script === undefined) !== (one.source === undefined), EITHER);

const actionDocument = z
  .object({
    kind: z.literal("action"),
    name: z.string().min(1),
    /** What people call it. */
    title: z.string().min(1).optional(),
    description: z.string().default(""),
    /** Where it stands in the palette; absent: among the scripts. */
    palette: z.enum(["getter", "setter", "notifier", "enricher", "helper"]).optional(),
    icon: z.enum(ACTION_ICONS).optional(),
    /** What it touches: `host` and the argument that names it. */
    target: z
      .object({ kind: z.string().min(1), argument: z.string().min(1) })
      .strict()
      .optional(),
    ...script,
    effect: z.enum(["read", "write", "notify"]),
    idempotent: z.boolean().default(false),
    /** JSON Schemas; absent: the signature of `main` says them. */
    arguments: jsonObject.optional(),
    result: jsonObject.nullable().optional(),
    /** The type of the connector it needs. */
    connector: z.string().min(1).nullable().optional(),
    connectorRequired: z.boolean().optional(),
    /** Seconds, megabytes. */
    timeout: z.number().positive().optional(),
    memory: z.int().positive().optional(),
    limits: scriptLimits.optional(),
    /** What its scripts may reach; absent: nothing. */
    network: scriptNetwork.optional(),
    /** Packages of its scripts, as in a `requirements.txt`. */
    requirements: z.string().optional(),
    /** Of its calls. */
    limit: limit.optional(),
    /** Of its own script. */
    cases,
    scripts: z.array(furtherScript).optional(),
  })
  .strict()
  .refine((action) => (action.script === undefined) !== (action.source === undefined), EITHER);

/** What is wrong with it is told as the compiler tells it, at its place in the file. */
const readableGraph = z.unknown().transform((given, context) => {
  const { graph, diagnostics } = readGraph(given);
  if (graph !== null) return graph;
  for (const fault of diagnostics) {
    const path = [...faultPlace(given, fault).path];
    context.addIssue({ code: "custom", path, message: faultInWords(given, fault) });
  }
  return z.NEVER;
});

const playbookDocument = z
  .object({
    kind: z.literal("playbook"),
    name: z.string().min(1),
    description: z.string().optional(),
    /** Where it stands, as "Phishing/Mailboxes"; absent: where it is. */
    folder: z.string().optional(),
    tags: z.array(z.string()).optional(),
    graph: readableGraph,
    /** Absent: stays as it is. */
    enabled: z.boolean().optional(),
    /** Of its runs. */
    limit: limit.optional(),
  })
  .strict();

/** Of the calls of an action that is built in: `name` is its key. */
const limitDocument = z.object({ kind: z.literal("limit"), name: z.string().min(1), limit }).strict();

export const documentSchemas = {
  connector: connectorDocument,
  action: actionDocument,
  playbook: playbookDocument,
  limit: limitDocument,
} as const;

export type Kind = keyof typeof documentSchemas;
export type ConnectorDocument = z.infer<typeof connectorDocument>;
export type ActionDocument = z.infer<typeof actionDocument>;
export type PlaybookDocument = z.infer<typeof playbookDocument>;
export type LimitDocument = z.infer<typeof limitDocument>;
export type RiposteDocument = ConnectorDocument | ActionDocument | PlaybookDocument | LimitDocument;
