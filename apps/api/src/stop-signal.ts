/** Resolves, with the reason, when somebody wants this process to end: a signal, or a parent that has gone. */
export function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    const stop = (why: string) => {
      resolve(why);
      // An input that is still listened to would keep the process alive.
      process.stdin.destroy();
    };
    process.once("SIGTERM", () => stop("SIGTERM"));
    process.once("SIGINT", () => stop("SIGINT"));
    process.stdin.once("end", () => stop("stdin closed"));
    process.stdin.once("close", () => stop("stdin closed"));
    process.stdin.once("error", () => stop("stdin closed"));
    process.stdin.resume();
  });
}
