/** Resolves, with the reason, when somebody wants this process to end: a signal, or a parent that has gone. */
export function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => resolve("SIGTERM"));
    process.once("SIGINT", () => resolve("SIGINT"));
    process.stdin.once("end", () => resolve("stdin closed"));
    process.stdin.once("close", () => resolve("stdin closed"));
    process.stdin.once("error", () => resolve("stdin closed"));
    process.stdin.resume();
  });
}
