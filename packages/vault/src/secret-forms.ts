import { ESCAPES, jsonForms } from "./escapes.ts";

// python-activities/src/riposte_runner/secret_forms.py does the same; packages/vault/vectors hold both to it.

/** Shorter ones would make ordinary text unreadable. */
const SHORTEST = 4;
/** Lines of a key or certificate, which logs show one by one. */
const SHORTEST_LINE = 16;
const LINE_BREAK = /\r\n|[\n\r\v\f\x85\u2028\u2029]/;
/** Characters of base64 that are worth recognising in the middle of something else: what six bytes leave for certain. */
const SHORTEST_CORE = 7;
/** What stands for its two signs: as they are, safe in a URL, escaped in one, escaped in JSON. */
const ALPHABETS = [
  ["+", "/"],
  ["-", "_"],
  ["%2B", "%2F"],
  ["%2b", "%2f"],
  ["+", "\\/"],
] as const;
/** Of longer secrets, escapes over escapes would take too much time and memory. */
const LONGEST_LAYERED = 8_192;
/** Shorter ones stand everywhere. */
const SHORTEST_NEEDLE = 3;

/** Forms that all hold the needle: where it is not, none of them is. An empty needle is everywhere. */
export interface SecretForms {
  readonly needle: string;
  readonly forms: readonly string[];
}

/** Every way in which secrets are likely to be written down. */
export function formsOf(secrets: readonly string[]): SecretForms[] {
  const groups = new Map<string, Set<string>>();
  for (const text of new Set(secrets.flatMap(withLines))) {
    if (text.length < SHORTEST) continue;
    const needle = needleOf(text);
    const inBase64 = withinBase64(text).flatMap(base64Forms);
    for (const form of [...layersOf(text), ...inBase64, ...base32Forms(text), ...hexForms(text)]) {
      if (form.length < SHORTEST) continue;
      const of = form.includes(needle) ? needle : "";
      groups.set(of, (groups.get(of) ?? new Set()).add(form));
    }
  }
  return [...groups].map(([needle, forms]) => ({ needle, forms: [...forms] }));
}

function withLines(secret: string): string[] {
  const lines = secret.split(LINE_BREAK);
  return [secret, ...lines.filter((line) => line.length >= SHORTEST_LINE)];
}

/** What no escape changes. */
function needleOf(text: string): string {
  const runs = text.match(/[a-zA-Z0-9]+/g) ?? [];
  const longest = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), "");
  return longest.length >= SHORTEST_NEEDLE ? longest : "";
}

/** As it is, escaped, every escape over every other, and JSON three times: a log line about an answer that holds one. */
function layersOf(text: string): Set<string> {
  const once = new Set(ESCAPES.flatMap((escape) => escape(text)));
  if (text.length > LONGEST_LAYERED) return once.add(text);
  const twice = [...once].flatMap((form) => ESCAPES.flatMap((escape) => escape(form)));
  const thrice = jsonForms(text).flatMap(jsonForms).flatMap(jsonForms);
  return new Set([text, ...once, ...twice, ...thrice]);
}

/** What is put into base64: the text, JSON that holds it, and what is in base64 already. */
function withinBase64(text: string): string[] {
  if (text.length > LONGEST_LAYERED) return [text];
  return [...new Set([text, ...jsonForms(text), unpadded(Buffer.from(text, "utf8"))])];
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}

/** Alone, and what can be seen of it in the base64 of something longer, such as `user:secret`. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const whole = unpadded(bytes);
  const cores = [0, 1, 2].map((before) => certainCharacters(bytes, before));
  const forms = [whole, ...cores.filter((core) => core.length >= SHORTEST_CORE)];
  return ALPHABETS.flatMap(([plus, slash]) =>
    forms.map((form) => form.replaceAll("+", plus).replaceAll("/", slash)),
  );
}

/** Of six bits each: those that hold nothing of the bytes before it, and nothing of those after it. */
function certainCharacters(bytes: Buffer, before: number): string {
  const written = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
  return written.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Five bits a letter, the last ones filled up with zeros; what pads it to eight letters tells nothing. */
function base32Forms(secret: string): string[] {
  let written = "";
  let [bits, count] = [0, 0];
  for (const byte of Buffer.from(secret, "utf8")) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (count += 8; count >= 5; count -= 5) written += BASE32[(bits >> (count - 5)) & 31];
  }
  if (count > 0) written += BASE32[(bits << (5 - count)) & 31];
  return [written, written.toLowerCase()];
}

/** As a dump of its bytes shows it, with small or capital digits. */
function hexForms(secret: string): string[] {
  const hex = Buffer.from(secret, "utf8").toString("hex");
  return [hex, hex.toUpperCase()];
}
