/** The result; or null when the signal was given and `graceMs` later it was still not there. */
export async function settleWithin<T>(
  work: Promise<T>,
  signal: AbortSignal,
  graceMs: number,
): Promise<T | null> {
  const { promise: expired, resolve } = Promise.withResolvers<null>();
  let timer: NodeJS.Timeout | undefined;
  const startGrace = () => {
    if (Number.isFinite(graceMs)) timer = setTimeout(() => resolve(null), graceMs);
  };
  if (signal.aborted) startGrace();
  else signal.addEventListener("abort", startGrace, { once: true });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", startGrace);
  }
}
