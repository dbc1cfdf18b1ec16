import {
  DataError,
  encodeData,
  evaluate,
  parse,
  parseExpression,
  TemplateError,
  truthy,
} from "@riposte/template";
import { typeWord } from "../../run/value/value-rows.ts";
import type { Rendered, RenderRequest } from "./rendered.ts";

/** Nobody reads more of a preview. */
const LONGEST = 4_000;

/** What a run would make of the text; a condition says whether it holds. */
export function renderText({ text, mode, context, now }: Omit<RenderRequest, "id">): Rendered {
  try {
    const template = mode === "expression" ? parseExpression(text) : parse(text);
    const value = evaluate(template, context, { now, seed: "preview" });
    if (mode === "expression")
      return { kind: "value", text: truthy(value) ? "yes" : "no", type: "yes or no" };
    const shown = typeof value === "string" ? value : encodeData(value);
    return { kind: "value", text: shown.slice(0, LONGEST), type: typeWord(value) };
  } catch (error) {
    if (error instanceof TemplateError) {
      const { code, message, range } = error;
      return { kind: "error", code, message, range: { start: range.start, end: range.end } };
    }
    if (error instanceof DataError)
      return { kind: "error", code: "value", message: error.message, range: { start: 0, end: text.length } };
    throw error;
  }
}
