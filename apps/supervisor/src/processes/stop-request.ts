import { starter } from "../env.ts";

/** A terminal, npm and our own first half may each pass on the same Ctrl-C. */
const SAME_REQUEST_MS = 1_000;
const LOOK_EVERY_MS = 500;

/** Aborts on Ctrl-C, on SIGTERM, and when whoever started us is gone. Asked once more, it ends us at once. */
export function stopRequest(): AbortSignal {
  const stop = new AbortController();
  let asked: number | null = null;
  const ask = () => {
    const now = performance.now();
    if (asked !== null && now - asked > SAME_REQUEST_MS) process.exit(130);
    asked ??= now;
    stop.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  followStarter(() => stop.abort());
  return stop.signal;
}

/** Who is orphaned gets another parent; a descriptor to watch would not survive our change of mount namespace. */
function followStarter(gone: () => void): void {
  const parent = process.ppid;
  // Tests pass the variable on to supervisors that somebody else started.
  if (starter() !== parent) return;
  setInterval(() => process.ppid !== parent && gone(), LOOK_EVERY_MS).unref();
}
