import type { Data, DataMap } from "@riposte/template";
import { fieldsOf } from "./parse-body.ts";

interface Arrival {
  readonly request: Request;
  readonly body: Data;
  /** Lower case; left out of the event. */
  readonly withheld: ReadonlySet<string>;
  readonly receivedAt: Date;
}

/** What templates see as `trigger`: `trigger.body.x`, `trigger.headers['user-agent']`, `trigger.query.y`. */
export function makeEvent({ request, body, withheld, receivedAt }: Arrival): DataMap {
  const headers = [...request.headers].filter(([name]) => !withheld.has(name.toLowerCase()));
  return new Map<string, Data>([
    ["body", body],
    ["headers", new Map<string, Data>(headers.map(([name, value]) => [name.toLowerCase(), value]))],
    ["query", fieldsOf(new URL(request.url).searchParams)],
    ["method", request.method],
    ["received_at", receivedAt.toISOString()],
  ]);
}
