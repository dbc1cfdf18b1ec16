import { harmlessText } from "@riposte/plan/harmless-text";
import type { DraftNode } from "@riposte/draft";
import type { Catalogue, Diagnostic, JsonObject, JsonValue } from "@riposte/plan";
import { textOf } from "../canvas/node-fields.ts";
import { fieldWords } from "./problem-words.ts";
import { isObject, resolve } from "./schema/resolve.ts";
import { wordsOf } from "@riposte/plan";

/** What the form calls the field: `arguments.uuid` → "UUID". */
export function fieldTitle(node: DraftNode | undefined, field: string, catalogue: Catalogue): string {
  const [top = "", ...keys] = field.split(".");
  const schema = node === undefined ? null : schemaOf(node, top, catalogue);
  if (schema === null || keys.length === 0) return fieldWords(field);
  const titles: string[] = [];
  let at: JsonValue | undefined = schema;
  for (const key of keys) {
    const within: JsonObject = resolve(at, schema);
    if (/^\d+$/.test(key)) {
      titles.push(String(Number(key) + 1));
      at = within["items"];
      continue;
    }
    const { properties } = within;
    at = isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
    const { title } = resolve(at, schema);
    titles.push(typeof title === "string" ? title : wordsOf(key));
  }
  return harmlessText(titles.join(", "));
}

/** The problem in the words of the form: files know a field by its path, who draws by its title. */
export function inFormWords(
  problem: Diagnostic,
  node: DraftNode | undefined,
  catalogue: Catalogue,
): Diagnostic {
  const { field, message } = problem;
  if (field === undefined) return problem;
  const inner = field.replace(/^(arguments|config)\./, "");
  if (inner === field) return problem;
  const title = fieldTitle(node, field, catalogue);
  const said = message
    .replaceAll(`The argument "${inner}"`, `The field "${title}"`)
    .replaceAll(`The setting "${inner}"`, `The field "${title}"`)
    .replaceAll(`needs the argument "${inner}"`, `needs the field "${title}"`)
    .replaceAll(`needs the setting "${inner}"`, `needs the field "${title}"`)
    .replaceAll(`"${field}"`, `"${title}"`);
  return said === message ? problem : { ...problem, message: said };
}

function schemaOf(node: DraftNode, top: string, { actions, triggers }: Catalogue): JsonObject | null {
  if (top === "arguments") return actions.get(textOf(node, "action"))?.arguments ?? null;
  if (top === "config") return triggers.get(textOf(node, "trigger"))?.config ?? null;
  return null;
}
