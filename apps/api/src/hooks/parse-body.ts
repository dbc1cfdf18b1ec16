import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { HookConfig } from "./hook-config.ts";
import type { Refusal } from "./refusal.ts";

type BodyKind = HookConfig["bodies"][number];

/**
 * By content type: JSON without loss, a form as a dict (a name that comes twice gives a list), anything else
 * as text or, where it is not UTF-8, as base64. Without a content type: JSON where it is JSON.
 */
export function parseBody(
  contentType: string | null,
  bytes: Uint8Array,
  accepted: readonly BodyKind[],
): { readonly body: Data } | Refusal {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (bytes.byteLength === 0 && kindOf(type) !== "json") return { body: null };
  if (type === "" && accepted.includes("json")) {
    const json = parseJson(bytes);
    if ("body" in json) return json;
  }
  const kind = kindOf(type);
  if (!accepted.includes(kind)) {
    const message = `This webhook takes ${accepted.join(", ")} bodies, not ${type === "" ? kind : type}.`;
    return { status: 415, reason: "body_kind", message };
  }
  return PARSERS[kind](bytes);
}

const PARSERS: Readonly<Record<BodyKind, (bytes: Uint8Array) => { readonly body: Data } | Refusal>> = {
  json: parseJson,
  form: parseForm,
  raw: (bytes) => ({ body: readText(bytes) ?? Buffer.from(bytes).toString("base64") }),
};

function kindOf(type: string): BodyKind {
  if (type === "application/json" || type.endsWith("+json")) return "json";
  return type === "application/x-www-form-urlencoded" ? "form" : "raw";
}

function parseJson(bytes: Uint8Array): { readonly body: Data } | Refusal {
  if (bytes.byteLength === 0) return malformed("it is empty");
  const text = readText(bytes);
  if (text === null) return malformed("it is not UTF-8");
  try {
    return { body: decodeData(text) };
  } catch (error) {
    return malformed(error instanceof Error ? error.message : String(error));
  }
}

/** Reading it leniently would put U+FFFD where the sender's bytes were. */
function parseForm(bytes: Uint8Array): { readonly body: Data } | Refusal {
  const text = readText(bytes);
  if (text === null || readText(unescaped(text)) === null) {
    return { status: 400, reason: "form_malformed", message: "The form is not valid: it is not UTF-8" };
  }
  return { body: fieldsOf(new URLSearchParams(text)) };
}

/** The bytes of names and values, with what stands between them. */
function unescaped(text: string): Uint8Array {
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  const decoded = bytes.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(decoded, "latin1");
}

function malformed(why: string): Refusal {
  return {
    status: 400,
    reason: "json_malformed",
    message: `The body is not valid JSON: ${why.replace(/^Not valid JSON /, "")}`,
  };
}

/** A query's, too: a name that comes twice gives a list. */
export function fieldsOf(parameters: URLSearchParams): Map<string, Data> {
  const fields = new Map<string, Data>();
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    fields.set(name, values.length === 1 ? (values[0] ?? "") : values);
  }
  return fields;
}

/** Null when it is not UTF-8. A byte order mark is dropped. */
function readText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
