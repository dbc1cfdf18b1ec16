import { issueInWords } from "@riposte/plan";
import type { z } from "zod";

/** How the validator's own sentences begin: they speak of its types. What our schemas say in words of their own stays. */
const ITS_OWN = /^(?:Invalid|Too small|Too big|Unrecognized)/;
const MISSING = /received undefined$/;

/** What is wrong with an input, after its name: "settings.url: is missing". */
export function issueAtField(issue: z.core.$ZodIssue, within: readonly string[] = []) {
  const field = [...within, ...issue.path].join(".");
  const words = wordsFor(issue);
  return { field: field === "" ? null : field, message: field === "" ? words : `${field}: ${words}` };
}

/** "is missing", or what our schema says of it. */
export function wordsFor(issue: z.core.$ZodIssue): string {
  if (!ITS_OWN.test(issue.message)) return issue.message;
  if (issue.code === "invalid_type" && MISSING.test(issue.message)) return "is missing";
  return issueInWords(issue);
}
