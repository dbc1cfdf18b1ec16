import type { Context } from "./context.ts";

/** By this name tRPC knows that nothing is to be said. */
export class StreamBroken extends Error {
  override readonly name = "AbortError";
}

/**
 * A stream for as long as its listener may hear it and this process lives. Where this process is stopped it breaks
 * instead of ending: who listens then connects again, to whoever answers next.
 */
export async function* streamTo<T>(
  { services, signal: rights }: Pick<Context, "services" | "signal">,
  listener: AbortSignal | undefined,
  follow: (stop: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const { ending } = services.notices;
  const left = listener === undefined ? rights : AbortSignal.any([rights, listener]);
  try {
    yield* follow(AbortSignal.any([left, ending]));
    if (ending.aborted) throw new StreamBroken();
  } catch (error) {
    // Once nobody listens, nobody hears of it either: what is thrown then would end the process.
    if (!left.aborted) throw error;
  }
}
