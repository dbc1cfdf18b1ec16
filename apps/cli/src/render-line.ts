import { decodeData, encodeData, evaluate, parse, TemplateError } from "@riposte/template";
import type { Data, DataMap } from "@riposte/template";

/** `{"template","context"}` as JSON to `{"value"}`, `{"output"}` or `{"error"}` as JSON; never throws. */
export function renderLine(line: string): string {
  try {
    const { source, context } = readRequest(decodeData(line));
    const template = parse(source);
    const result = evaluate(template, context, { now: Date.now() });
    return encodeData(new Map([[template.single ? "value" : "output", result]]));
  } catch (error) {
    return encodeData(describe(error));
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
