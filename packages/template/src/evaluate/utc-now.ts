import { Fault } from "../error.ts";
import { DateTime } from "../python/date-time.ts";

/** `utcnow()`: the time the rendering was given, not the machine's. */
export function utcNow(now: number | null): DateTime {
  if (now === null) throw new Fault("value", "utcnow() has no clock here.");
  return new DateTime(BigInt(Math.round(now)) * 1000n, null);
}
