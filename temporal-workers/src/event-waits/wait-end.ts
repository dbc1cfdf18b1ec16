import type { Payload } from "@riposte/plan";
import type { WaitEnd } from "@riposte/temporal";

/** What ended a wait, as its row has it: without an event its time was over. */
export function waitEnd({
  event,
  origin,
}: {
  readonly event: string | null;
  readonly origin: string | null;
}): WaitEnd {
  if (event === null) return { kind: "timed_out" };
  return { kind: "arrived", event: JSON.parse(event) as Payload, origin: origin ?? "" };
}
