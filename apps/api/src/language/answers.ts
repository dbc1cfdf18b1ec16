import { z } from "zod";

/** As language servers count: from 0, and columns in UTF-16 units. */
export const position = z.object({
  line: z.int().min(0).max(1_000_000),
  character: z.int().min(0).max(1_000_000),
});
const range = z.object({ start: position, end: position });

const markup = z
  .union([z.string(), z.object({ value: z.string() })])
  .nullish()
  .transform((text) => (typeof text === "string" ? text : (text?.value ?? "")));

export const problems = z.object({
  uri: z.string(),
  version: z.number().nullish(),
  diagnostics: z.array(
    z.object({
      range,
      message: z.string(),
      /** 1 is an error, 2 a warning, 3 and 4 are hints. */
      severity: z.number().default(1),
      /** The rule, `reportMissingImports`; null: it is a fault of syntax or meaning. */
      code: z
        .string()
        .nullish()
        .transform((code) => code ?? null),
      codeDescription: z.object({ href: z.string() }).optional(),
      tags: z.array(z.number()).default([]),
    }),
  ),
});

export type Problem = z.infer<typeof problems>["diagnostics"][number];

export const completionItem = z.looseObject({
  label: z.string(),
  kind: z.number().default(1),
  sortText: z.string().optional(),
  detail: z.string().optional(),
  documentation: markup,
});

export type CompletionItem = z.infer<typeof completionItem>;

export const completions = z
  .object({ items: z.array(completionItem), isIncomplete: z.boolean().default(false) })
  .nullable();

export const hover = z.object({ contents: markup, range: range.optional() }).nullable();

export const signatures = z
  .object({
    signatures: z.array(
      z.object({
        label: z.string(),
        documentation: markup,
        parameters: z
          .array(z.object({ label: z.tuple([z.number(), z.number()]), documentation: markup }))
          .default([]),
        activeParameter: z.number().nullish(),
      }),
    ),
    activeSignature: z.number().nullish(),
    activeParameter: z.number().nullish(),
  })
  .nullable();

export const definitions = z.array(z.object({ uri: z.string(), range })).nullable();
