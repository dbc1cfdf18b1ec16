import { ACTION_ICONS, scriptLimits, scriptNetwork } from "@riposte/plan";
import { z } from "zod";
import { scriptCases } from "./script-cases.ts";

const jsonObject = z.record(z.string(), z.json());

export const actionName = z
  .string()
  .regex(/^[a-z_][a-z0-9_]{0,63}$/, "A name is made of a to z, 0 to 9 and _, and starts with a letter.");

/** JSON Schema of an object. */
export const argumentsSchema = jsonObject.refine(
  (schema) => schema.type === "object",
  'The JSON Schema of the arguments must have "type": "object".',
);
export const resultSchema = jsonObject.nullable();

/** What is said of one script; absent ones stay away, so that the stored text of older versions is still the same. */
const scriptFields = {
  /** `main` calls the function `main` with the arguments; `plain` runs the file with the request on stdin. */
  entry: z.enum(["main", "plain"]),
  arguments: argumentsSchema.default({ type: "object" }),
  /** JSON Schema; null: not declared. */
  result: resultSchema.default(null),
};
/** What the file is called where it is written to a disk. */
const file = z
  .string()
  .max(255)
  .regex(/^[^/\\\0]+\.py$/, "The name of a script's file ends in .py and has no folder.")
  .optional();

/** Arguments and result were read from the signature of `main`; absent: the author wrote them. */
const form = z.literal("signature").optional();

export const pythonVersion = z
  .string()
  .regex(/^(2\.7|3\.\d{1,2})$/, "An interpreter is named by its version: 2.7, or 3.11 for example.");

/** The version of its interpreter; absent: the Python 3 of whichever runner takes it. */
const python = pythonVersion.optional();

/** The hash of what it requires: worked out when it is saved, from its source and the action's `requirements`. */
const environment = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional();

/** Of a further script of an action; stored beside its source. */
export const partDefinition = z
  .object({ ...scriptFields, file, form, python, environment, cases: scriptCases })
  .strict();

/** What a version of an uploaded action says of itself; stored beside its source. The order of fields is that of the stored text. */
export const actionDefinition = z
  .object({
    entry: scriptFields.entry,
    effect: z.enum(["read", "write", "notify"]),
    /** Doing it twice is as doing it once: a lost attempt may be repeated. */
    idempotent: z.boolean().default(false),
    arguments: scriptFields.arguments,
    result: scriptFields.result,
    /** The connector type it needs, if any. */
    connector: z.string().min(1).max(100).nullable().default(null),
    connectorRequired: z.boolean().default(true),
    timeoutSeconds: z.number().positive().max(86_400).default(60),
    memoryMb: z.int().min(32).max(16_384).default(256),
    file,
    form,
    python,
    environment,
    /** Packages of its scripts, as in a `requirements.txt`; one that names its own in its source has those. */
    requirements: z.string().max(100_000).optional(),
    /** What people call it; absent: its name. */
    title: z.string().trim().min(1).max(100).optional(),
    /** Where it stands in the palette; absent: among the scripts. */
    kind: z.enum(["getter", "setter", "notifier", "enricher", "helper"]).optional(),
    icon: z.enum(ACTION_ICONS).optional(),
    /** What it touches: `host` and the argument that names it. */
    target: z
      .object({
        kind: z
          .string()
          .regex(
            /^[a-z][a-z0-9_]{0,31}$/,
            "What it targets is a word of a to z, 0 to 9 and _, such as host.",
          ),
        argument: z.string().min(1).max(100),
      })
      .strict()
      .optional(),
    /** Of its own script. */
    cases: scriptCases,
    /** What its scripts may use, where a step does not say it otherwise. */
    limits: scriptLimits.optional(),
    /** What its scripts may reach; absent: nothing. */
    network: scriptNetwork.optional(),
  })
  .strict();

export type ActionDefinition = z.infer<typeof actionDefinition>;
export type PartDefinition = z.infer<typeof partDefinition>;

export function readDefinition(text: string): ActionDefinition {
  return actionDefinition.parse(JSON.parse(text));
}

export function readPart(text: string): PartDefinition {
  return partDefinition.parse(JSON.parse(text));
}
