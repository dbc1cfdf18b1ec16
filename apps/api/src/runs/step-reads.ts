import { encodeData, isDictMethod, parse, parseExpression, references } from "@riposte/template";
import type { Reference } from "@riposte/template";
import type { PlanStep } from "@riposte/plan";
import type { KnownValues } from "./known-values.ts";
import { cutText } from "@riposte/plan/cut-text";
import { lookUp, pathText } from "./look-up.ts";
import { templatesOfStep } from "./step-templates.ts";

/** A name that a template of the step reads, and what it was in this run. */
export interface StepRead {
  /** Where the template stands: `arguments.uuid`. */
  readonly field: string;
  /** The template as it was written. */
  readonly template: string;
  /** `trigger.body.alert_id` */
  readonly path: string;
  /** JSON text, or its beginning; null: there is nothing of this name. */
  readonly value: string | null;
  /** Of the whole, in characters. */
  readonly length: number;
  /** What stands after a dot is called like a method, so that the template got that. */
  readonly method: MethodRead | null;
  readonly isKnown: boolean;
}

export interface MethodRead {
  readonly name: string;
  /** What it is a method of: `steps.search`. */
  readonly of: string;
  /** How the field of that name is read; null: there is none. */
  readonly field: string | null;
}

const LONGEST = 4_000;
const MOST = 100;

export function readsOf(step: PlanStep, values: KnownValues): readonly StepRead[] {
  const reads: StepRead[] = [];
  for (const { field, text, isExpression } of templatesOfStep(step)) {
    for (const reference of referencesOf(text, isExpression)) {
      const path = pathText(reference.path);
      if (reads.some((read) => read.field === field && read.path === path)) continue;
      const method = methodRead(values.context, reference);
      const value = method === null ? lookUp(values.context, reference.path) : undefined;
      const whole = value === undefined ? null : encodeData(value);
      const json = whole === null ? null : cutText(whole, LONGEST);
      const template = isExpression ? text : cutText(text, LONGEST);
      const length = whole?.length ?? 0;
      reads.push({ field, template, path, value: json, length, method, isKnown: values.isKnown(reference) });
      if (reads.length === MOST) return reads;
    }
  }
  return reads;
}

function referencesOf(text: string, isExpression: boolean): readonly Reference[] {
  return references(isExpression ? parseExpression(text) : parse(text));
}

function methodRead(context: KnownValues["context"], { path, dotted }: Reference): MethodRead | null {
  for (const [at, name] of path.entries()) {
    if (at === 0 || dotted[at] !== true || typeof name !== "string" || !isDictMethod(name)) continue;
    const holder = lookUp(context, path.slice(0, at));
    if (!(holder instanceof Map)) continue;
    const of = pathText(path.slice(0, at));
    return { name, of, field: holder.has(name) ? `${of}['${name}']` : null };
  }
  return null;
}
