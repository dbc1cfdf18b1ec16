import type { Context } from "./context.ts";

/**
 * A stream for as long as its listener may hear it and this process lives. Cut off by one of the two it breaks instead
 * of ending: who listens then connects again, to whoever answers next, and with the rights they have by then.
 */
export async function* streamTo<T>(
  { services, signal: rights }: Pick<Context, "services" | "signal">,
  listener: AbortSignal | undefined,
  follow: (stop: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const cut = AbortSignal.any([rights, services.notices.ending]);
  yield* follow(listener === undefined ? cut : AbortSignal.any([cut, listener]));
  if (cut.aborted) throw new DOMException("The connection is over before the stream.", "AbortError");
}
