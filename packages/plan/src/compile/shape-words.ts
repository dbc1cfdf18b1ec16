import type { z } from "zod";
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
  cases: { message: "A condition has 1 to 100 cases." },
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

/** What it is that has a fault: its name in a sentence, and the fields that it may have. */
export interface Shape {
  readonly thing: string;
  readonly fields: readonly string[];
}

/** What a person has to do about a part of a step, or of what is around it, that cannot be as it is. */
export function shapeInWords(field: string, issue: z.core.$ZodIssue, { thing, fields }: Shape): Said {
  if (issue.code === "unrecognized_keys") {
    const near = issue.path.length === 0 ? didYouMean(field.split(".").at(-1) ?? "", fields) : {};
    return { message: `${thing} has no field "${field}".`, hint: "Remove it.", ...near };
  }
  const pattern = field.replaceAll(/\.\d+(?=\.|$)/g, ".*").replace(/^approval\./, "");
  const sentence = Object.hasOwn(SENTENCES, pattern) ? SENTENCES[pattern] : undefined;
  if (sentence !== undefined) return sentence;
  return {
    message: field === "" ? `The graph ${issueInWords(issue)}.` : `"${field}" ${issueInWords(issue)}.`,
  };
}
