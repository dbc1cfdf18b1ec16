import { schemaProblem } from "@riposte/plan";
import { z } from "zod";
import {
  actionDefinition,
  actionName,
  argumentsSchema,
  partDefinition,
  resultSchema,
} from "./action-definition.ts";

/** Absent: arguments and result are read from the signature of `main`, where no arguments are given and there is one. */
const form = z.enum(["signature", "schema"]).optional();
const given = { form, arguments: argumentsSchema.optional(), result: resultSchema.optional() };

/** The Python source; it is stored, never run here. */
export const scriptSource = z
  .string()
  .min(1)
  .max(1_000_000)
  .refine((text) => !text.includes("\0"), "A script cannot hold NUL characters.");

const MOST_SCRIPTS = 20;

export const saveInput = actionDefinition
  .extend({
    ...given,
    name: actionName,
    description: z.string().max(10_000).default(""),
    source: scriptSource,
    /** Its further scripts, in order: steps call them `script.<action>.<name>`. */
    scripts: z
      .array(partDefinition.extend({ ...given, name: actionName, source: scriptSource }).strict())
      .max(MOST_SCRIPTS)
      .default([]),
    /** The version that was edited, 0 for a new one: when another came meanwhile, nothing is saved. Absent: whichever it is. */
    base: z.int().min(0).optional(),
  })
  .strict()
  .superRefine(({ arguments: args, result, scripts }, context) => {
    const schemas: (readonly [string[], typeof result])[] = [
      [["arguments"], args],
      [["result"], result],
      ...scripts.flatMap((script, at): [string[], typeof result][] => [
        [["scripts", String(at), "arguments"], script.arguments],
        [["scripts", String(at), "result"], script.result],
      ]),
    ];
    for (const [path, schema] of schemas) {
      const problem = schema === null || schema === undefined ? null : schemaProblem(schema);
      if (problem !== null) context.addIssue({ code: "custom", path, message: problem });
    }
    for (const [at, { name }] of scripts.entries()) {
      if (scripts.findIndex((other) => other.name === name) < at) {
        const message = `Two scripts of the action are called ${name}.`;
        context.addIssue({ code: "custom", path: ["scripts", String(at), "name"], message });
      }
    }
  });

export type SaveInput = z.infer<typeof saveInput>;
