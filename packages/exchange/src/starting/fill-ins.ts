import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";

/** A value that only its user knows: a template has a name or an address there that is kept for examples. */
export interface FillIn {
  readonly node: DraftNode;
  /** The place within the step, as diagnostics write it. */
  readonly field: string;
  readonly value: JsonValue;
  /** What stands there: `soc@example.com`. */
  readonly example: string;
}

/** Domains of RFC 2606, and addresses of RFC 5737 and RFC 3849, with what belongs to them. */
const EXAMPLE =
  /[^\s"'()[\]{},;<>]*\bexample\.(?:com|net|org)\b[^\s"'()[\]{},;<>]*|\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.[0-9]+(?:\/[0-9]+)?|\b2001:db8:[0-9a-f:]*(?:\/[0-9]+)?/i;

export function fillInsOf({ nodes }: DraftGraph): readonly FillIn[] {
  return nodes.flatMap((node) =>
    fieldsOf(node).flatMap(([field, value]) => {
      const [example] = EXAMPLE.exec(JSON.stringify(value)) ?? [];
      return example === undefined ? [] : [{ node, field, value, example }];
    }),
  );
}

/** Where steps say what is somebody's own: arguments, tables of conditions, approvers. */
function fieldsOf(node: DraftNode): readonly (readonly [string, JsonValue])[] {
  const { cases, approvers } = node;
  return [
    ...Object.entries(membersOf(node["arguments"])).map(
      ([name, value]) => [`arguments.${name}`, value] as const,
    ),
    ...(Array.isArray(cases) ? cases : []).flatMap((one: JsonValue, at) =>
      Object.entries(membersOf(one))
        .filter(([name]) => name !== "name")
        .map(([name, value]) => [`cases.${at}.${name}`, value] as const),
    ),
    ...(Array.isArray(approvers) ? [["approvers", approvers] as const] : []),
  ];
}

function membersOf(value: unknown): Readonly<Record<string, JsonValue>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, JsonValue>>) : {};
}
