import { Socket } from "node:net";
import { lifeline } from "../env.ts";

/** Aborts on Ctrl-C, on SIGTERM, and when whoever started us is gone. A second Ctrl-C ends us at once. */
export function stopRequest(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted && signal === "SIGINT") process.exit(130);
      stop.abort(signal);
    });
  }
  const line = lifeline();
  if (line !== null) {
    const end = () => stop.abort("the process that started it is gone");
    // A socket and not a file: a read that waits in the thread pool would keep the process from ending.
    new Socket({ fd: line, readable: true, writable: false })
      .on("end", end)
      .on("error", end)
      .resume()
      .unref();
  }
  return stop.signal;
}
