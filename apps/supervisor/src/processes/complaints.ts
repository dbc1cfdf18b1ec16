import { z } from "zod";

const ERROR_LEVEL = 50;
/** What PostgreSQL answers to whoever asks too early or too late, us among them. */
const EXPECTED = /^the database system is (starting up|shutting down)/;
const entry = z.object({ level: z.union([z.number(), z.string()]), msg: z.string() });

/** What a line of a process's log says to the person at the console; null when it is no problem. */
export function complaintOf(line: string): string | null {
  const json = parseEntry(line);
  if (json !== null) return isError(json.level) ? json.msg : null;
  const [, postgres] = /\b(?:FATAL|PANIC): +(.*)$/.exec(line) ?? [];
  return postgres === undefined || EXPECTED.test(postgres) ? null : postgres;
}

function isError(level: number | string): boolean {
  return typeof level === "number" ? level >= ERROR_LEVEL : /^(error|fatal)$/i.test(level);
}

function parseEntry(line: string): z.infer<typeof entry> | null {
  if (!line.startsWith("{")) return null;
  try {
    return entry.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
