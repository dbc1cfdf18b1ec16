import { Fault } from "../error.ts";
import { Callable } from "./callable.ts";
import { asText } from "./compare.ts";
import { Thing } from "./thing.ts";
import type { Value } from "./value.ts";

const SECOND = 1_000_000n;

/** A point in time in microseconds since 1970, with the offset from UTC that it was written with, if any. */
export class DateTime extends Thing {
  override readonly typeName = "datetime.datetime";
  readonly micros: bigint;
  /** Minutes; null: no offset is known, UTC is meant. */
  readonly offset: number | null;

  constructor(micros: bigint, offset: number | null) {
    super();
    this.micros = micros;
    this.offset = offset;
  }

  iso(separator = "T"): string {
    const { date, fraction } = this.#parts();
    const text = date.toISOString().slice(0, 19).replace("T", separator);
    return text + (fraction === 0n ? "" : `.${String(fraction).padStart(6, "0")}`) + offsetText(this.offset);
  }

  override repr(): string {
    return this.iso(" ");
  }

  override truthy(): boolean {
    return true;
  }

  override attribute(name: string): Value | undefined {
    const { date, fraction } = this.#parts();
    const field = FIELDS.get(name);
    if (field) return BigInt(field(date));
    if (name === "microsecond") return fraction;
    if (name === "isoformat") {
      return new Callable(name, ({ positional }) => this.iso(asText(positional[0] ?? "T") ?? "T"));
    }
    if (name === "timestamp") return new Callable(name, () => Number(this.micros) / 1e6);
    if (name === "strftime") {
      return new Callable(name, ({ positional }) => this.#format(asText(positional[0] ?? null)));
    }
    return undefined;
  }

  #format(pattern: string | null): string {
    if (pattern === null) throw new Fault("type", "strftime() takes a format");
    const { date, fraction } = this.#parts();
    return pattern.replaceAll(/%([a-zA-Z%])/g, (_all, code: string) => {
      if (code === "f") return String(fraction).padStart(6, "0");
      if (code === "z") return offsetText(this.offset).replace(":", "");
      if (code === "s") return String(this.micros / SECOND);
      const format = CODES.get(code);
      if (!format) throw new Fault("value", `strftime() does not know %${code} here`);
      return format(date);
    });
  }

  #parts(): { date: Date; fraction: bigint } {
    const local = this.micros + BigInt(this.offset ?? 0) * 60n * SECOND;
    const fraction = ((local % SECOND) + SECOND) % SECOND;
    const date = new Date(Number((local - fraction) / 1000n));
    if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) {
      throw new Fault("value", "the year is out of range");
    }
    return { date, fraction };
  }
}

function offsetText(offset: number | null): string {
  if (offset === null) return "";
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

const FIELDS: ReadonlyMap<string, (date: Date) => number> = new Map<string, (date: Date) => number>([
  ["year", (date) => date.getUTCFullYear()],
  ["month", (date) => date.getUTCMonth() + 1],
  ["day", (date) => date.getUTCDate()],
  ["hour", (date) => date.getUTCHours()],
  ["minute", (date) => date.getUTCMinutes()],
  ["second", (date) => date.getUTCSeconds()],
]);

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

const CODES: ReadonlyMap<string, (date: Date) => string> = new Map<string, (date: Date) => string>([
  ["%", () => "%"],
  ["Y", (date) => String(date.getUTCFullYear()).padStart(4, "0")],
  ["y", (date) => two(date.getUTCFullYear() % 100)],
  ["m", (date) => two(date.getUTCMonth() + 1)],
  ["d", (date) => two(date.getUTCDate())],
  ["H", (date) => two(date.getUTCHours())],
  ["I", (date) => two(date.getUTCHours() % 12 || 12)],
  ["M", (date) => two(date.getUTCMinutes())],
  ["S", (date) => two(date.getUTCSeconds())],
  ["p", (date) => (date.getUTCHours() < 12 ? "AM" : "PM")],
  ["A", (date) => DAYS[date.getUTCDay()] ?? ""],
  ["a", (date) => (DAYS[date.getUTCDay()] ?? "").slice(0, 3)],
  ["B", (date) => MONTHS[date.getUTCMonth()] ?? ""],
  ["b", (date) => (MONTHS[date.getUTCMonth()] ?? "").slice(0, 3)],
  ["F", (date) => date.toISOString().slice(0, 10)],
  ["T", (date) => date.toISOString().slice(11, 19)],
  ["Z", () => ""],
  [
    "j",
    (date) =>
      String(
        (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) -
          Date.UTC(date.getUTCFullYear(), 0)) /
          86_400_000 +
          1,
      ).padStart(3, "0"),
  ],
]);
