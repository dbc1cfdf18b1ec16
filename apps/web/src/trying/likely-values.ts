import type { JsonObject } from "@riposte/plan";

/** From the ranges that are kept for examples, and never anybody's. */
const BY_FORMAT: Readonly<Record<string, string>> = {
  "date-time": "2026-01-15T09:30:00Z",
  date: "2026-01-15",
  time: "09:30:00Z",
  duration: "PT15M",
  email: "ann@example.org",
  "idn-email": "ann@example.org",
  hostname: "ws-042.example.org",
  "idn-hostname": "ws-042.example.org",
  ipv4: "192.0.2.7",
  ipv6: "2001:db8::7",
  uri: "https://example.org/alerts/1",
  iri: "https://example.org/alerts/1",
  "uri-reference": "/alerts/1",
  uuid: "3b1f8a52-5c1e-4c8e-9a55-3a7d2f3c4b5a",
  regex: "^a+$",
  "json-pointer": "/a",
};

/** What a text is by its name, where no format says it; the first that fits. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/e_?mail|recipient|sender|^(from|to|cc)$/, "ann@example.org"],
  [/^method$/, "POST"],
  [/uuid|guid/, "3b1f8a52-5c1e-4c8e-9a55-3a7d2f3c4b5a"],
  [/sha_?256|^hash$/, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
  [/sha_?1/, "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3"],
  [/md5/, "098f6bcd4621d373cade4e832627b4f6"],
  [/(^|_)ip(v4)?($|_)|ip_?address|^address$/, "192.0.2.7"],
  [/ipv6/, "2001:db8::7"],
  [/domain|fqdn/, "example.org"],
  [/url|uri|link|href/, "https://example.org/alerts/1"],
  [/host|machine|device|computer|endpoint/, "ws-042"],
  [/user|login|account|actor|author|owner/, "ann"],
  [/(^|_)(date|time|at|timestamp)$|_(time|date)_?/, "2026-01-15T09:30:00Z"],
  [/severity|priority|level|urgency/, "high"],
  [/status|state/, "open"],
  [/title|subject|summary/, "Sign-in from an unusual place"],
  [
    /description|message|content|comment|text|body|details|reason/,
    "Somebody signed in from an unusual place.",
  ],
  [/path|file/, "/tmp/report.pdf"],
  [/process|command/, "powershell.exe"],
  [/country/, "FR"],
  [/alert.*id|^alert$/, "AL-SIGNIN1"],
  [/(^|_)(id|key)$/, "A-1042"],
  [/name/, "Example"],
];

/** For patterns: one of these may be what they ask for. */
const OTHERS = ["example", "EXAMPLE", "Example 1", "A-1042", "AB12", "1042", "1", "a", "A", "1.0.0"];

/** Texts that a schema may allow, the likeliest first; each as long as it says. */
export function sampleTexts(schema: JsonObject, name: string): readonly string[] {
  const format = typeof schema["format"] === "string" ? BY_FORMAT[schema["format"]] : undefined;
  const words = snake(name);
  const named = BY_NAME.flatMap(([pattern, text]) => (pattern.test(words) ? [text] : []));
  const likely = [...(format === undefined ? [] : [format]), ...named, ...OTHERS];
  const all = [...likely, ...Object.values(BY_FORMAT), ...BY_NAME.map(([, text]) => text)];
  return [...all, ...likely.map((text) => asLong(text, schema))];
}

function asLong(text: string, { minLength, maxLength }: JsonObject): string {
  const least = typeof minLength === "number" ? minLength : 0;
  const long = text.length < least ? text.repeat(Math.ceil(least / Math.max(1, text.length))) : text;
  return typeof maxLength === "number" ? long.slice(0, maxLength) : long;
}

const NUMBERS: readonly (readonly [RegExp, number])[] = [
  [/score|risk|confidence|percent/, 80],
  [/port/, 443],
  [/date|time|timestamp|(^|_)at$/, 1_768_469_400],
  [/count|total|number|attempts|times/, 3],
  [/bytes|size|length/, 2_048],
  [/(^|_)id$/, 1_042],
];

/** Numbers that a schema may allow, the likeliest first. */
export function sampleNumbers(schema: JsonObject, name: string): readonly number[] {
  const words = snake(name);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === "number" ? multipleOf : 1;
  const bounds = [
    ...numbers(minimum).flatMap((least) => [least, Math.ceil(least / step) * step]),
    ...numbers(exclusiveMinimum).flatMap((least) => [least + step, (Math.floor(least / step) + 1) * step]),
    ...numbers(maximum),
    ...numbers(exclusiveMaximum).map((most) => most - step),
  ];
  const between = [...numbers(minimum), ...numbers(exclusiveMinimum)].flatMap((least) =>
    [...numbers(maximum), ...numbers(exclusiveMaximum)].map((most) => (least + most) / 2),
  );
  return [
    ...NUMBERS.flatMap(([pattern, value]) => (pattern.test(words) ? [value] : [])),
    1,
    ...bounds,
    ...between,
    0.5,
  ];
}

function numbers(value: unknown): readonly number[] {
  return typeof value === "number" ? [value] : [];
}

/** `alertId` and `alert-id` as `alert_id`. */
function snake(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}
