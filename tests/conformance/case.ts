import { decodeData, encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";

export interface Case {
  readonly template: string;
  readonly context: ReadonlyMap<string, Data>;
}

export function encodeCase({ template, context }: Case): string {
  return encodeData(
    new Map<string, Data>([
      ["template", template],
      ["context", new Map(context)],
    ]),
  );
}

/** A line of JSON; the context may be left out. */
export function decodeCase(line: string): Case {
  const data = decodeData(line);
  const template = data instanceof Map ? data.get("template") : null;
  const context = data instanceof Map ? (data.get("context") ?? new Map<string, Data>()) : null;
  if (typeof template !== "string" || !(context instanceof Map)) {
    throw new Error(`not a case: ${line.slice(0, 200)}`);
  }
  return { template, context };
}
