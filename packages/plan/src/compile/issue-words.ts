import type { z } from "zod";
import { inPlainWords } from "./plain-words.ts";

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "yes or no",
  array: "a list",
  object: "a group of fields",
  record: "a group of fields",
};

/** Formats that zod calls otherwise than JSON Schema does. */
const FORMATS: Readonly<Record<string, string>> = {
  email: "email",
  url: "uri",
  uuid: "uuid",
  guid: "uuid",
  datetime: "date-time",
  date: "date",
  ipv4: "ipv4",
  ipv6: "ipv6",
};

/** The rest of a sentence that begins with the field's name: what it must be. Only types of zod here: workflows read this, too. */
export function issueInWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be ${issue.values.map((value) => `"${String(value)}"`).join(" or ")}`;
    case "too_small":
      return `must ${amount(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum)}`;
    case "too_big":
      return `must ${amount(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum)}`;
    case "invalid_format":
      return inPlainWords({
        keyword: issue.pattern === undefined || issue.format in FORMATS ? "format" : "pattern",
        wanted: FORMATS[issue.format] ?? issue.pattern ?? issue.format,
        path: [],
        must: null,
        text: issue.message,
      });
    case "invalid_union":
      return "has none of the forms it may have";
    case "unrecognized_keys":
      return `has no ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "custom":
      return issue.message;
    default:
      return `does not have the form it should: ${issue.message}`;
  }
}

function amount(origin: string, how: string, many: number | bigint): string {
  if (origin === "string") return `have ${how} ${many} characters`;
  if (origin === "array") return `have ${how} ${many} entries`;
  return `be ${how} ${many}`;
}
