import type { Data, DataMap } from "@riposte/template";
import { fieldsOf } from "./parse-body.ts";

interface Arrival {
  readonly headers: readonly (readonly [string, string])[];
  readonly url: string;
  readonly method: string;
  readonly body: Data;
  /** Lower case; left out of the event. */
  readonly withheld: readonly string[];
  readonly receivedAt: Date;
}

/** What templates see as `trigger`: `trigger.body.x`, `trigger.headers['user-agent']`, `trigger.query.y`. */
export function makeEvent({ headers: all, url, method, body, withheld, receivedAt }: Arrival): DataMap {
  const headers = all.filter(([name]) => !withheld.includes(name.toLowerCase()));
  return new Map<string, Data>([
    ["body", body],
    ["headers", new Map<string, Data>(headers.map(([name, value]) => [name.toLowerCase(), value]))],
    ["query", fieldsOf(new URL(url).searchParams)],
    ["method", method],
    ["received_at", receivedAt.toISOString()],
  ]);
}
