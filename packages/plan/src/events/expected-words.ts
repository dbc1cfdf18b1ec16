import { instantText } from "../engine/instant.ts";

interface Awaited {
  readonly source: string;
  readonly eventKey: string | null;
  readonly key: string | null;
  /** Milliseconds since the epoch; null: for ever. */
  readonly until: number | null;
}

/** What a wait waits for, as its step's note says it. */
export function expectedWords({ source, eventKey, key, until }: Awaited): string {
  const whose = key === null || eventKey === null ? "" : ` whose ${eventKey} is ${JSON.stringify(key)}`;
  const end = until === null ? "" : `, until ${instantText(until)}`;
  return `Waits for an event from ${source}${whose}${end}.`;
}
