import { cutText } from "@riposte/plan/cut-text";
import { harmlessText } from "@riposte/plan/harmless-text";
import { fieldWords } from "../panel/problem-words.ts";
import { durationWords } from "../shell/time-words.ts";
import { plainMessage } from "./plain-message.ts";
import type { Failure } from "./run-data.ts";

/** What became of a template's name in the run. */
export interface Read {
  readonly field: string;
  readonly template: string;
  readonly path: string;
  /** JSON text, or its beginning; null: there was nothing of this name. */
  readonly value: string | null;
  /** The template got a method, as what stands after the dot is called like one. */
  readonly method: { readonly name: string; readonly of: string; readonly field: string | null } | null;
}

interface FailedStep {
  readonly label: string;
  readonly failure: Failure;
  readonly reads: readonly Read[];
  readonly timeoutMs: number | null;
  readonly connector: string | null;
  /** Whether a person still has to say what became of it. */
  readonly question?: "open" | "answered";
}

/** A place to look at: what is written there, and what it was in this run. */
export interface Check {
  /** Its beginning, where it is long: it stands whole below. */
  readonly template: string;
  readonly names: readonly CheckedName[];
}

interface CheckedName {
  readonly path: string;
  /** Whether what it was is a value, or told in words. */
  readonly isValue: boolean;
  readonly was: string;
}

export interface FailureWords {
  /** What happened, where and why: "*Get alert* failed: there is no alert AL-99." Stands after the step's name. */
  readonly what: string;
  /** The field at fault, as the panel names it; null where none is. */
  readonly field: string | null;
  readonly checks: readonly Check[];
  /** As the language of templates says it; null where that is what is said. */
  readonly original: string | null;
  /** What to do. */
  readonly advice: string;
}

const MOST_CHECKS = 3;
const LONGEST_TEMPLATE = 120;
const LONGEST_VALUE = 300;

/** An error in words: what happened, where, why if known, and what to do. */
export function failureWords(step: FailedStep): FailureWords {
  const { failure, reads } = step;
  const field = failure.field ?? null;
  const atFault = field === null ? [] : reads.filter((read) => isWithin(read.field, field));
  const isSaid = failure.code === "unknown_outcome" && step.question === "answered";
  const plain = plainMessage(failure.message);
  return {
    what: `${isSaid ? "counts as failed" : VERBS[failure.code]}: ${sentence(withoutAdvice(plain))}`,
    field: field === null ? null : fieldWords(field),
    checks: [...Map.groupBy(atFault.slice(0, MOST_CHECKS), ({ template }) => template)].map(
      ([template, names]) => ({
        template: shortened(
          template.includes("{{") || template.includes("{%") ? template : `{{ ${template} }}`,
        ),
        names: names.map(checked),
      }),
    ),
    original: plain === failure.message ? null : harmlessText(failure.message),
    advice: ADVICE[failure.code](step),
  };
}

function checked({ path, value, method }: Read): CheckedName {
  if (method !== null) return { path, isValue: false, was: methodWords(method) };
  return value === null
    ? { path, isValue: false, was: "nothing: there is no such value" }
    : { path, isValue: true, was: harmlessText(beginning(value)) };
}

function beginning(value: string): string {
  if (value.length <= LONGEST_VALUE) return value;
  return `${cutText(value, LONGEST_VALUE)}… (it goes on: see "As written")`;
}

/** What a template gets that reads a field by a method's name, and how it gets the field. */
export function methodWords({ name, of, field }: NonNullable<Read["method"]>): string {
  return field === null
    ? `the method ${name} of ${of} (which has no field of that name)`
    : `the method ${name} of ${of} and not its field (write ${field})`;
}

function shortened(template: string): string {
  return template.length > LONGEST_TEMPLATE ? `${template.slice(0, LONGEST_TEMPLATE).trimEnd()}…` : template;
}

/** The same as one text, for screen readers and for copying. */
export function failureText(label: string, { what, checks, original, advice }: FailureWords): string {
  const looks = checks.map(({ template, names }) => {
    const were = names.map(({ path, was }) => `${isOnly(template, path) ? "it" : path} was ${was}`);
    return `Check ${template}; ${were.join("; ")} in this run.`;
  });
  return [`${label} ${what}`, ...looks, original === null ? "" : `(${original})`, advice]
    .filter((part) => part !== "")
    .join(" ");
}

/** Whether a template is nothing but this name: then there is no need to say it again. */
export function isOnly(template: string, path: string): boolean {
  return template.replaceAll(/[{}\s]/g, "") === path;
}

/** What is written with a lost attempt says what to do, too: that is said where it can be done, and only as long. */
export function withoutAdvice(message: string): string {
  return message.replace(/ Check, then resolve (?:it|the step) as [a-z, ]+\.$/, "");
}

function isWithin(field: string, fault: string): boolean {
  return field === fault || field.startsWith(`${fault}.`) || fault.startsWith(`${field}.`);
}

function sentence(message: string): string {
  const text = harmlessText(message.trim());
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

type Code = Failure["code"];

const VERBS: Readonly<Record<Code, string>> = {
  template_error: "could not be prepared",
  bad_arguments: "could not be called",
  not_found: "failed",
  failed_on_purpose: "ended the run on purpose",
  limit_exceeded: "went over a limit",
  loop_limit: "came to its bound",
  script_failed: "failed in its script",
  rejected: "was refused",
  not_approved: "was not approved",
  unavailable: "got no answer",
  timeout: "took too long",
  unknown_outcome: "has an unknown outcome",
  cancelled: "was cancelled",
  connector_missing: "has no connector",
  environment_missing: "lacks what its script needs",
  sandbox_unavailable: "could not be run safely",
  egress_refused: "was not let out",
  internal: "failed inside Riposte",
};

const ADVICE: Readonly<Record<Code, (step: FailedStep) => string>> = {
  template_error: () => "Correct the template in the editor, publish, and rerun.",
  bad_arguments: () => "Correct the argument in the editor, publish, and rerun.",
  not_found: () => "",
  failed_on_purpose: () => "A step of the playbook says so; nothing is broken.",
  limit_exceeded: () =>
    "Make the value or the template smaller, or split the step; for a script it is said above which limit can be raised.",
  loop_limit: () => "Find out why its condition stays as it is, or raise the bound.",
  script_failed: () => "Its log below says where. Correct the script, then rerun.",
  rejected: () => "Check what was sent, and what the connector is allowed to do.",
  not_approved: () => "Nothing was called. To go on another way then, draw one from its port for that.",
  unavailable: () => "Rerun when the other side is back, or give the step a retry.",
  timeout: ({ timeoutMs }) =>
    timeoutMs === null
      ? "Give the step more time, or find out why it takes so long."
      : `It has ${durationWords(timeoutMs)} for one attempt. Give it more, or find out why it takes so long.`,
  unknown_outcome: ({ question }) =>
    question === "open" ? "Look on the other side whether it happened, then say so here." : "",
  cancelled: () => "",
  connector_missing: ({ connector }) =>
    connector === null
      ? "Choose a connector for this step in the editor."
      : `Create the connector ${connector}, or choose another one in the editor.`,
  environment_missing: () =>
    "The author of the action corrects what it requires and its Python; whoever runs Riposte installs a Python that is missing.",
  sandbox_unavailable: () => "Whoever runs Riposte finds what is missing with riposte status.",
  // Its message says who can allow it, and how.
  egress_refused: () => "",
  internal: () => "The server's log says more. Rerun; if it happens again, report it.",
};
