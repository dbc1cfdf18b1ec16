import { treeOf } from "@riposte/plan";
import type { JsonValue } from "@riposte/plan";
import type { Data, DataMap } from "@riposte/template";
import { decodeData, parseExpression, TemplateError } from "@riposte/template";
import { FreeWords } from "../free-words.ts";

/** What the variables of a playbook, `__ip__`, are called here: `vars.ip`. */
export class CacaoVariables {
  readonly #names = new Map<string, string>();
  readonly declared: DataMap;

  constructor(playbook: DataMap) {
    const declared = playbook.get("playbook_variables");
    this.declared = declared instanceof Map ? declared : new Map();
    const words = new FreeWords("value");
    for (const variable of this.declared.keys()) {
      const name = words.take(variable.replaceAll(/^__|__$/g, ""));
      this.#names.set(variable, name);
    }
  }

  /** `https://__host__:value/x` as `https://{{ vars.host }}/x`; what is not declared stays as it is. */
  inText(text: string): string {
    return text.replaceAll(REFERENCE, (whole, variable: string) => {
      const name = this.#names.get(variable);
      return name === undefined ? whole : `{{ vars.${name} }}`;
    });
  }

  /** A condition as an expression without braces; null: it is written in a way that has none. */
  inCondition(text: string): string | null {
    const expression = outsideQuotes(text, (part) =>
      part
        .replaceAll(REFERENCE, (whole, variable: string) => {
          const name = this.#names.get(variable);
          return name === undefined ? whole : `vars.${name}`;
        })
        .replaceAll(/\b(AND|OR|NOT|IN)\b/g, (word) => word.toLowerCase())
        .replaceAll("<>", "!=")
        .replaceAll(/(?<![=!<>])=(?!=)/g, "=="),
    ).trim();
    try {
      parseExpression(expression);
      return /__\w+__/.test(expression) ? null : expression;
    } catch (error) {
      if (error instanceof TemplateError) return null;
      throw error;
    }
  }

  /** What sets them when a run begins; what comes from outside is in the event. */
  assignments(): readonly { readonly name: string; readonly value: JsonValue }[] {
    return [...this.declared].map(([variable, said]) => {
      const name = this.#names.get(variable) ?? "value";
      const declared: ReadonlyMap<string, Data> = said instanceof Map ? said : new Map();
      if (declared.get("external") === true) return { name, value: `{{ trigger.${name} | default(none) }}` };
      return { name, value: treeOf(valueOf(declared.get("type") ?? null, declared.get("value") ?? null)) };
    });
  }
}

const REFERENCE = /(__[A-Za-z_][A-Za-z0-9_-]*?__)(?::value)?/g;
const PARSED = ["integer", "long", "float", "dictionary"];

/** Values are texts there, whatever their type. */
function valueOf(type: Data, value: Data): Data {
  if (typeof value !== "string") return value;
  if (type === "bool") return value.toLowerCase() === "true";
  if (typeof type !== "string" || !PARSED.includes(type)) return value;
  try {
    return decodeData(value);
  } catch {
    return value;
  }
}

function outsideQuotes(text: string, change: (part: string) => string): string {
  return text
    .split(/('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/)
    .map((part, at) => (at % 2 === 0 ? change(part) : part))
    .join("");
}
