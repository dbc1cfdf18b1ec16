const SIGNALS: Readonly<Record<number, string>> = {
  6: "it gave up (SIGABRT)",
  9: "it was killed (SIGKILL)",
  11: "it crashed (SIGSEGV)",
  15: "it was told to stop (SIGTERM)",
  24: "it used up its processor time (SIGXCPU)",
  25: "it wrote too large a file (SIGXFSZ)",
};

/** How a script's process ended. */
export function exitWords(code: number): string {
  if (code === 0) return "it ended by itself";
  if (code > 128) return SIGNALS[code - 128] ?? `it was ended by signal ${code - 128}`;
  return `it ended with exit code ${code}`;
}
