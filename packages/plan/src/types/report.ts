import { isDictMethod } from "@riposte/template";
import type { Expression, ExpressionOf } from "@riposte/template";
import { didYouMean } from "../compile/did-you-mean.ts";
import { fieldHint } from "../compile/field-hint.ts";
import type { Env } from "./env.ts";
import { membersOf } from "./members.ts";
import { methodNames, MUTATORS } from "./methods.ts";
import { isFault } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { pathOf, pathText, subscript } from "./path.ts";
import { truthOf } from "./truth.ts";
import { ANY, has, isOnly, madeOf, uncalledMethod } from "./type.ts";
import type { Type } from "./type.ts";
import { wordsOf } from "./words.ts";

export const LEARNT = "Learnt from recorded runs; no schema says so.";

const ROOTS_TOLD_ELSEWHERE = new Set(["trigger", "run", "playbook"]);

/** The type of an outcome; a fault is reported, and nobody can tell what would come of it. */
export function settled(outcome: Outcome, input: Type, node: Expression, env: Env): Type {
  if (!isFault(outcome)) return madeOf(outcome, [input]);
  if (!isOnly(input, "undefined")) {
    const message = sentence(outcome.fault, input, node);
    env.report({ code: "wrong_type", message, range: node.range, ...hintOf(input, node) }, !input.learnt);
  }
  return ANY;
}

function sentence(words: string, input: Type, node: Expression): string {
  if (node.kind === "filter")
    return `The filter "${node.name}" cannot work here: ${wordsOf(input)} ${words}.`;
  if (node.kind === "item") return `This cannot work: ${wordsOf(input)} ${words}.`;
  return `This can never be worked out: ${words}.`;
}

/** The field that was meant, or the call, where a method stands. */
export function methodHint(type: Type, node: Expression): { hint?: string } {
  const method = uncalledMethod(type);
  if (method === null) return {};
  const { name, of: owner } = method;
  const read = sourceOf(node, name);
  const path = read === null ? null : pathOf(read.object);
  const before = path === null ? "" : pathText(path);
  const isField = owner.kind === "dict" && (owner.fields.has(name) || owner.rest !== null);
  if (!isField) return { hint: `"${name}" is a method here. Call it: ${before}.${name}()` };
  return { hint: `"${name}" is a method here, not the field. Did you mean ${before}${subscript(name)}?` };
}

/** Where the method was read that filters then worked on. */
function sourceOf(node: Expression, name: string): ExpressionOf<"attribute"> | null {
  if (node.kind === "attribute" && node.name === name) return node;
  if (node.kind === "filter" || node.kind === "test")
    return node.input === null ? null : sourceOf(node.input, name);
  return node.kind === "item" || node.kind === "attribute" ? sourceOf(node.object, name) : null;
}

/** Of a value of which nothing is known: where it is a dict, its method comes before a field of that name. */
export function reportMethodName(node: ExpressionOf<"attribute">, object: Type, env: Env): void {
  const { name } = node;
  if (!isDictMethod(name) || !has(object, "any")) return;
  const path = pathOf(node.object);
  const before = path === null ? "" : pathText(path);
  const message = `"${name}" after a dot is a method of every object, and it is not called here: a field of that name is not read this way.`;
  const hint = `Write ${before}${subscript(name)} for the field, or ${before}.${name}() to call the method.`;
  env.report({ code: "uncalled_method", message, range: node.range, hint }, false);
}

/** A method that nobody called is no data: it cannot be handed on. In a text its name would be printed. */
export function reportUncalled(type: Type, node: Expression, env: Env, isAlone: boolean): void {
  if (uncalledMethod(type) === null) return;
  const message = isAlone
    ? "This cannot work: a method is no value that a field could get."
    : "A method is written out here, not what it gives.";
  env.report(
    { code: "wrong_type", message, range: node.range, ...methodHint(type, node) },
    isAlone && !type.learnt,
  );
}

function hintOf(input: Type, node: Expression): { hint?: string } {
  const { hint } = methodHint(input, node);
  if (hint !== undefined) return { hint: input.learnt ? `${hint} ${LEARNT}` : hint };
  if (isOnly(input, "time") && node.kind === "item")
    return {
      hint: "Make a text of it first, such as utcnow().isoformat() or utcnow().strftime('%Y-%m-%d').",
    };
  if (input.learnt) return { hint: LEARNT };
  if (node.kind === "binary" && has(input, "time"))
    return { hint: "Count in seconds: (utcnow().timestamp() + 600) | timestamp_to_iso8601." };
  const isText = node.kind === "binary" && node.operator === "+" && has(input, "string");
  return isText ? { hint: "Put texts together with ~, or turn a text into a number with | int." } : {};
}

/**
 * Whether the template provides for its not being there; otherwise it is told, and nothing that follows from it.
 * Paths from the context's names are told where references are resolved.
 */
export function isSeenTo(
  node: ExpressionOf<"attribute"> | ExpressionOf<"item">,
  object: Type,
  name: string,
  env: Env,
): boolean {
  if (env.isGuarded) return true;
  const path = pathOf(node);
  const root = path === null ? null : String(path[0]);
  const isOwn = path === null || root === null || env.local(root) !== null;
  if (!isOwn && isToldElsewhere(path)) return false;
  const { hint = "" } = fieldHint(
    name,
    membersOf(object).map((member) => member.name),
  );
  const message = has(object, "dict")
    ? `There is no field "${name}" here.`
    : `There is no field "${name}" here: this is ${wordsOf(object)}.`;
  const hints = `${hint} ${object.learnt ? LEARNT : ""}`.trim();
  const finding = { code: "unknown_field", message, range: node.range } as const;
  env.report(hints === "" ? finding : { ...finding, hint: hints }, !object.learnt);
  return false;
}

/** By schemas and by names; what variables hold, loops visit and loops have collected only types know. */
function isToldElsewhere(path: readonly (string | bigint)[]): boolean {
  const [root, ...keys] = path;
  if (root === "vars") return keys.length === 1;
  if (root === "loop") return keys.slice(0, -1).every((key) => key === "parent");
  if (root === "steps" || root === "node") return keys.length < 3 || keys[1] !== "results";
  return ROOTS_TOLD_ELSEWHERE.has(String(root));
}

export function reportUnknownMethod(callee: ExpressionOf<"attribute">, object: Type, env: Env): void {
  const hint = didYouMean(callee.name, methodNames(object.forms.map(({ kind }) => kind)));
  const message = `Nothing called "${callee.name}()" can be done with ${wordsOf(object)}.`;
  env.report({ code: "unknown_method", message, range: callee.range, ...hint }, !object.learnt);
}

/** A question whose answer is always no; what is written as `false` is meant so. */
export function reportDead(node: Expression, test: Type, env: Env): void {
  if (truthOf(test) !== false || isOnly(test, "undefined") || isWrittenOut(node) || isChange(node)) return;
  const message = "This is never true, so what stands behind it never comes into play.";
  env.report({ code: "dead_branch", message, range: node.range }, false);
}

/** Asked for what it does, not for what it gives: `{% if found.append(x) %}`. */
function isChange(node: Expression): boolean {
  return node.kind === "call" && node.callee.kind === "attribute" && MUTATORS.has(node.callee.name);
}

export function isWrittenOut(node: Expression): boolean {
  return node.kind === "constant" || (node.kind === "not" && isWrittenOut(node.operand));
}
