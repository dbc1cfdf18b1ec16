import { isInOwnWords, issueInWords } from "@riposte/plan";
import type { z } from "zod";

const MISSING = /received undefined$/;

/** What is wrong with an input, after its name: "settings.url: is missing". */
export function issueAtField(issue: z.core.$ZodIssue, within: readonly string[] = []) {
  const field = [...within, ...issue.path].join(".");
  const words = wordsFor(issue);
  return { field: field === "" ? null : field, message: field === "" ? words : `${field}: ${words}` };
}

/** "is missing", or what our schema says of it. */
export function wordsFor(issue: z.core.$ZodIssue): string {
  const isMissing = issue.code === "invalid_type" && MISSING.test(issue.message);
  if (isMissing && !isInOwnWords(issue)) return "is missing";
  return issueInWords(issue);
}
