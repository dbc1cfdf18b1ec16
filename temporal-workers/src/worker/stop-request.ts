/** Aborted when somebody wants this process to end: a signal, or a parent that has gone. */
export function stopRequest(): AbortSignal {
  const stop = new AbortController();
  const ask = () => stop.abort();
  process.once("SIGTERM", ask);
  process.once("SIGINT", ask);
  process.stdin.once("end", ask);
  process.stdin.once("close", ask);
  process.stdin.once("error", ask);
  // Whoever started us asks so whether we stand still.
  process.stdin.on("data", () => process.stdout.write('{"alive":true}\n'));
  return stop.signal;
}
