import { decodeData, encodeData } from "@riposte/template";
import type { Data, Expression } from "@riposte/template";
import { quoted } from "../data/path.ts";

/** A value as a template writes it. */
export function literalOf(value: Data): string {
  if (value === null) return "none";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literalOf).join(", ")}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, item]) => `${quoted(key)}: ${literalOf(item)}`).join(", ")}}`;
  return encodeData(value);
}

/** What an expression is that needs no data; undefined: it needs some. */
export function constantOf(expression: Expression): Data | undefined {
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "unary":
      return negated(constantOf(expression.operand), expression.operator);
    case "list": {
      const items = expression.items.map(constantOf);
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    default:
      return undefined;
  }
}

function negated(value: Data | undefined, operator: "-" | "+"): Data | undefined {
  if (typeof value !== "bigint" && typeof value !== "number") return undefined;
  return operator === "-" ? -value : value;
}

/** What was typed: JSON counts as what it says, any other text as itself. */
export function typedValue(text: string): Data {
  try {
    return text.trim() === "" ? text : decodeData(text);
  } catch {
    return text;
  }
}

/** As one types it: a text in quotes only where it would count as something else. */
export function valueText(value: Data): string {
  if (typeof value !== "string") return encodeData(value);
  return typedValue(value) === value ? value : encodeData(value);
}
