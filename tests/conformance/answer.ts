import { isDeepStrictEqual } from "node:util";
import { decodeData, encodeData, evaluate, parse, render, TemplateError } from "@riposte/template";
import type { Case } from "./case.ts";

/** What became of a case: the text, the native value of a single expression as JSON, or an error. */
export type Answer = { readonly output: string } | { readonly value: string } | { readonly error: string };

/** Our own answer; anything but a TemplateError is a bug and thrown. */
export function ourAnswer({ template: source, context }: Case): Answer {
  try {
    const template = parse(source);
    return template.single
      ? { value: encodeData(evaluate(template, context)) }
      : { output: render(template, context) };
  } catch (error) {
    if (error instanceof TemplateError) return { error: `${error.code}: ${error.message}` };
    throw error;
  }
}

/** That it is an error counts, its wording does not; values count by what they decode to, ints and floats apart. */
export function sameAnswer(left: Answer, right: Answer): boolean {
  return isDeepStrictEqual(comparable(left), comparable(right));
}

function comparable(answer: Answer): unknown {
  if ("error" in answer) return "an error";
  return "value" in answer ? { value: decodeData(answer.value) } : answer;
}
