import { harmlessText } from "@riposte/plan";
import { cutText } from "@riposte/plan/cut-text";

const LONGEST = 80;
const LONGEST_CALL = 160;
const LONGEST_VALUE = 40;
/** Whoever may read runs may read events, too; but a line is seen in passing, by whoever looks over the shoulder. */
const NOT_IN_PASSING = /pass|secret|token|authori[sz]|cookie|credential|key|private|session|signature|otp/i;

const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
const FIELD = new RegExp(String.raw`(${TEXT})\s*:\s*(${TEXT}|-?\d[\d.eE+-]*|true|false)`, "g");

/**
 * What tells a run from others of its playbook: the first fields of its event that hold a text or a number. `stored` is
 * the beginning of a `Payload`'s JSON text, which may break off anywhere; what cannot be read gives no line.
 */
export function eventLine(stored: string | null): string {
  const json = stored === null ? null : beginning(stored);
  if (json === null) return "";
  const body = Math.max(0, json.indexOf('"body":'));
  const headers = json.indexOf('"headers":', body);
  return fieldLine(json.slice(body, headers < 0 ? undefined : headers), LONGEST);
}

/** What tells a call from others of its step: the first of its arguments that are a text or a number. */
export function argumentLine(stored: string | null): string {
  const json = stored === null ? null : beginning(stored);
  return json === null ? "" : fieldLine(json, LONGEST_CALL);
}

function fieldLine(json: string, longest: number): string {
  const parts: string[] = [];
  for (const [, key = '""', value = '""'] of json.matchAll(FIELD)) {
    const name = plain(key);
    if (NOT_IN_PASSING.test(name)) continue;
    parts.push(`${framed(name)} ${framed(cut(plain(value), LONGEST_VALUE))}`);
    if (parts.join(", ").length >= longest) break;
  }
  return cut(parts.join(", "), longest);
}

/** What could be taken for more fields than it is stands between « and », which no value may use itself. */
function framed(text: string): string {
  return /[,«»]/.test(text) ? `«${text.replaceAll("«", "‹").replaceAll("»", "›")}»` : text;
}

/** The value's own JSON text, or its beginning: it lies there as a text within JSON. */
function beginning(stored: string): string | null {
  const quoted = /"(?:json|preview)":"((?:[^"\\]|\\.)*)/s.exec(stored)?.[1];
  if (quoted === undefined) return null;
  return readText(`"${quoted.replace(/\\(?:u[\da-f]{0,3})?$/i, "")}"`);
}

function plain(token: string): string {
  const text = token.startsWith('"') ? (readText(token) ?? "") : token;
  return harmlessText(text.replaceAll(/\s+/g, " ").trim());
}

function readText(json: string): string | null {
  try {
    return String(JSON.parse(json));
  } catch {
    return null;
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${cutText(text, most - 1).trimEnd()}…`;
}
