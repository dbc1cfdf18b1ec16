import { plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { asText } from "../python/compare.ts";
import { DateTime } from "../python/date-time.ts";
import { parseIsoTime } from "../python/iso-time.ts";
import { asNumber, toFloat } from "../python/numbers.ts";
import { parseFloatText } from "../python/parse-number.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";

export const TIME_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  /** Seconds since 1970 as a time in UTC: `2026-11-21T05:30:00Z`. */
  timestamp_to_iso8601: plain((value) => utcText(seconds(value))),
  iso8601_to_timestamp: plain((value) => {
    const time = value instanceof DateTime ? value : parseIsoTime(asText(value) ?? "");
    if (!time) throw new Fault("value", "a time in ISO 8601 is required");
    return time.micros % 1_000_000n === 0n ? time.micros / 1_000_000n : Number(time.micros) / 1e6;
  }),
  /** Now and so many seconds, earlier if negative. */
  time_with_delta: plain((value, { now }) => {
    if (now === null) throw new Fault("value", "time_with_delta has no clock here.");
    return utcText(seconds(value) + BigInt(Math.round(now)) * 1000n);
  }),
};

/** In microseconds. */
function seconds(value: Value): bigint {
  if (value instanceof Undefined) value.fail();
  const text = asText(value);
  const number = text === null ? asNumber(value) : parseFloatText(text);
  if (number === null) throw new Fault("type", `a number of seconds is required, not ${typeName(value)}`);
  const micros = toFloat(number) * 1e6;
  if (!Number.isFinite(micros)) throw new Fault("value", "a number of seconds is required");
  return typeof number === "bigint" ? number * 1_000_000n : BigInt(Math.round(micros));
}

function utcText(micros: bigint): string {
  return `${new DateTime(micros, null).iso()}Z`;
}
