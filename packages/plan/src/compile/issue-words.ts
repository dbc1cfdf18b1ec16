import type { z } from "zod";
import { inPlainWords } from "./plain-words.ts";

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
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

/** How zod's own sentences begin: they speak of its types and patterns. */
const OF_ZOD = /^(?:Invalid|Too small|Too big|Unrecognized)/;

/** Whether our schema says in words of its own what is wrong. */
export function isInOwnWords({ message }: z.core.$ZodIssue): boolean {
  return !OF_ZOD.test(message);
}

/** The rest of a sentence that begins with the field's name: what it must be. Only types of zod here: workflows read this, too. */
export function issueInWords(issue: z.core.$ZodIssue): string {
  if (isInOwnWords(issue)) return issue.message;
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
      return choiceInWords(issue.errors);
    case "unrecognized_keys":
      return `knows no ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    default:
      return `does not have the form it should: ${issue.message}`;
  }
}

/** Of the one form that the value is a kind of, what is wrong with it; where it is of no kind, what kinds there are. */
function choiceInWords(forms: readonly (readonly z.core.$ZodIssue[])[]): string {
  const kinds = forms.map((form) => form.find(isOfOtherKind));
  const fitting = forms.filter((_, at) => kinds[at] === undefined);
  const [first] = fitting[0] ?? [];
  if (fitting.length === 1 && first?.path.length === 0) return issueInWords(first);
  const words = kinds.flatMap((kind) => (kind === undefined ? [] : [TYPES[kind.expected] ?? kind.expected]));
  if (fitting.length === 0 && words.length > 0) return `must be ${[...new Set(words)].join(" or ")}`;
  return "has none of the forms it may have";
}

function isOfOtherKind(issue: z.core.$ZodIssue): issue is z.core.$ZodIssueInvalidType {
  return issue.code === "invalid_type" && issue.path.length === 0;
}

function amount(origin: string, how: string, many: number | bigint): string {
  if (origin === "string") return `have ${how} ${many} characters`;
  if (origin === "array") return `have ${how} ${many} entries`;
  return `be ${how} ${many}`;
}
