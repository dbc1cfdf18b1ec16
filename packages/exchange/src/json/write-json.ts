import { encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";

/** As people read it: each member in a line of its own. `readJson` reads it back without loss. */
export function writeJson(data: Data, indent = ""): string {
  const deeper = `${indent}  `;
  if (Array.isArray(data)) {
    if (data.length === 0) return "[]";
    return `[\n${data.map((item) => deeper + writeJson(item, deeper)).join(",\n")}\n${indent}]`;
  }
  if (!(data instanceof Map)) return encodeData(data);
  if (data.size === 0) return "{}";
  const members = [...data].map(
    ([key, value]) => `${deeper}${JSON.stringify(key)}: ${writeJson(value, deeper)}`,
  );
  return `{\n${members.join(",\n")}\n${indent}}`;
}
