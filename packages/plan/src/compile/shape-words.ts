import { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import { issueInWords } from "./issue-words.ts";

interface Said {
  readonly message: string;
  readonly hint?: string;
}

const NAME_HINT = "Lower-case letters, digits and _, such as get_alert.";

/** Where one sentence says it better than a rule; numbers in the path stand as `*`. */
const SENTENCES: Readonly<Record<string, Said>> = {
  name: { message: "Give the step a name that templates can write.", hint: NAME_HINT },
  action: { message: "Choose an action." },
  trigger: { message: "Choose what starts the playbook." },
  cases: { message: "It needs 1 to 100 cases." },
  "cases.*.name": { message: "Give the case a name.", hint: NAME_HINT },
  "cases.*.when": { message: "Say when this case applies.", hint: "Such as steps.check.score > 50" },
  over: { message: "Choose the list to go over.", hint: "Such as {{ steps.search.alerts }}" },
  value: { message: "Say which value decides.", hint: "Such as {{ trigger.severity }}" },
  "cases.*.value": { message: "Say which value this case is for." },
  assignments: { message: "Add at least one variable." },
  "assignments.*.name": { message: "Give the variable a name.", hint: NAME_HINT },
  "assignments.*.value": { message: "Give the variable a value." },
  approvers: { message: "Say who may approve.", hint: "One person or role at least." },
  "approvers.*": { message: "Say who may approve.", hint: "A person or a role." },
  expiresAfter: { message: "The time to decide must be more than 0 seconds and 366 days at most." },
  timeout: { message: "The time limit must be more than 0 seconds and one day at most." },
  "retry.attempts": { message: "A step is tried 1 to 100 times." },
  "retry.delay": { message: "The first pause between tries must be 0 seconds or more, one day at most." },
  "retry.factor": { message: "Pauses between tries can grow by a factor of 1 to 10." },
  "retry.maxDelay": {
    message: "The longest pause between tries must be 0 seconds or more, one day at most.",
  },
  "limits.cpu": { message: "The limit of processor time is a whole number of seconds, one day at most." },
  "limits.memory": { message: "The limit of memory is a whole number of MB, 64 at least." },
  "limits.processes": { message: "The limit of processes is a whole number from 2 to 32768." },
  "limits.output": { message: "The limit of output is a whole number of MB from 1 to 1024." },
  "limits.disk": { message: "The limit of disk is a whole number of MB from 1 to 4096." },
  status: { message: "The status must be a whole number from 200 to 599." },
  message: { message: "Write the message." },
  label: { message: "The title must be a text of at most 200 characters." },
  note: { message: "The note must be a text of at most 10,000 characters." },
};

/** What it is that has a fault: its name in a sentence, and what it should be. */
export interface Shape {
  readonly thing: string;
  readonly schema: z.core.$ZodType;
  readonly given: unknown;
}

/** What a person has to do about a part of a step, or of what is around it, that cannot be as it is. */
export function shapeInWords(field: string, issue: z.core.$ZodIssue, { thing, schema, given }: Shape): Said {
  const name = field.split(".").at(-1) ?? "";
  if (issue.code === "unrecognized_keys") {
    const near = didYouMean(name, fieldsAt(schema, issue.path));
    return { message: `${thing} has no field "${field}".`, hint: "Remove it.", ...near };
  }
  const isThere = valueAt(given, issue.path) !== undefined;
  const isOther = issue.code === "invalid_type" && isThere;
  const pattern = field.replaceAll(/\.\d+(?=\.|$)/g, ".*").replace(/^approval\./, "");
  const sentence = Object.hasOwn(SENTENCES, pattern) ? SENTENCES[pattern] : undefined;
  if (sentence !== undefined && !isOther) return sentence;
  const words = issueInWords(issue);
  if (field === "") return { message: `The graph ${words}.` };
  const message = !isThere ? `"${name}" is missing: it ${words}.` : `"${field}" ${words}.`;
  return sentence?.hint === undefined ? { message } : { message, hint: sentence.hint };
}

/** Not what zod could report: it writes the whole input into each error's message. */
function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let at = given;
  for (const key of path) at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  return at;
}

/** The names that a part of what this describes may have; none where it has no such part. */
function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: unknown = schema;
  for (const key of path) at = partOf(at, key);
  const found = bare(at);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function partOf(schema: unknown, key: PropertyKey): unknown {
  const of = bare(schema);
  if (of instanceof z.ZodArray) return of.element;
  return of instanceof z.ZodObject ? (of.shape as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
}

/** Without "or nothing" around it. */
function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}
