import { decodeData, encodeData, evaluate, parse, TemplateError } from "@riposte/template";
import type { Data, DataMap } from "@riposte/template";

/** `{"template","context"}` as JSON to `{"value"}`, `{"output"}` or `{"error"}` as JSON; never throws. */
export function renderLine(line: string, strict = false): string {
  try {
    const { source, context } = readRequest(decodeData(line));
    const template = parse(source);
    const result = evaluate(template, context, { now: Date.now(), strict });
    return encodeData(new Map([[template.single ? "value" : "output", result]]));
  } catch (error) {
    return encodeData(describe(error));
  }
}

/** The native value as JSON, the text of a template that is more than one expression, or what is wrong and where. */
export function renderFile(
  source: string,
  json: string,
  strict: boolean,
): { readonly ok: boolean; readonly text: string } {
  try {
    const context = decodeData(json);
    if (!(context instanceof Map)) throw new Error("The context must be a JSON object.");
    const template = parse(source);
    const result = evaluate(template, context, { now: Date.now(), strict });
    return {
      ok: true,
      text: typeof result === "string" && !template.single ? result : `${encodeData(result)}\n`,
    };
  } catch (error) {
    if (error instanceof TemplateError)
      return { ok: false, text: `${error.range.line}:${error.range.column}: ${error.message}\n` };
    return { ok: false, text: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

function readRequest(request: Data): { source: string; context: DataMap } {
  if (!(request instanceof Map))
    throw new Error('A line is a JSON object: {"template": "…", "context": {…}}.');
  const source = request.get("template");
  const context = request.get("context") ?? new Map<string, Data>();
  if (typeof source !== "string") throw new Error("template must be a string.");
  if (!(context instanceof Map)) throw new Error("context must be an object.");
  return { source, context };
}

function describe(error: unknown): DataMap {
  const message = error instanceof Error ? error.message : String(error);
  const described: DataMap = new Map([["error", message]]);
  if (error instanceof TemplateError) {
    described.set("line", BigInt(error.range.line)).set("column", BigInt(error.range.column));
  }
  return described;
}
