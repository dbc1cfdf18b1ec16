import { z } from "zod";

const ERROR_LEVEL = 50;
/** What PostgreSQL answers to whoever asks too early or too late, us among them, and whom it sends away as it stops. */
const EXPECTED =
  /^(the database system is (starting up|shutting down)|terminating connection due to administrator command)/;
/**
 * What Temporal says of its own parts while it comes up, or goes down, or has much to do: it tries again by itself. And
 * what it answers about a workflow that is just ending: who asked asks again, or tells what came of it.
 */
const PASSING =
  /context (deadline exceeded|canceled)|shard status unknown|shard closed|workflow is (closing|busy)|aborted by closing workflow/i;
/** Temporal's and ours: what went wrong stands beside the words of whoever noticed. */
const entry = z.object({
  level: z.union([z.number(), z.string()]),
  msg: z.string(),
  error: z.string().optional().catch(undefined),
});
const LONGEST_CAUSE = 200;
/** For so long one complaint is told once. */
const SAME_MS = 60_000;

/** What a line of a process's log says to the person at the console; null when it is no problem. */
export function complaintOf(line: string): string | null {
  const json = parseEntry(line);
  if (json !== null) return isError(json.level) && !isPassing(json) ? withCause(json) : null;
  const [, postgres] = /\b(?:FATAL|PANIC): +(.*)$/.exec(line) ?? [];
  return postgres === undefined || EXPECTED.test(postgres) ? null : postgres;
}

/** Says each thing once a minute, and how often it was heard meanwhile once it is heard again. */
export function saidOnce(say: (complaint: string) => void, now: () => number = Date.now) {
  const told = new Map<string, { readonly at: number; more: number }>();
  return (complaint: string): void => {
    const last = told.get(complaint);
    if (last !== undefined && now() - last.at < SAME_MS) {
      last.more += 1;
      return;
    }
    for (const [other, { at }] of told) if (now() - at >= SAME_MS) told.delete(other);
    told.set(complaint, { at: now(), more: 0 });
    say(last === undefined || last.more === 0 ? complaint : `${complaint} (and ${last.more} times before)`);
  };
}

function withCause({ msg, error }: z.infer<typeof entry>): string {
  if (error === undefined || error === "" || msg.includes(error)) return msg;
  return `${msg.replace(/\.$/, "")}: ${error.slice(0, LONGEST_CAUSE)}`;
}

/** Only Temporal names its levels. */
function isPassing({ level, msg, error = "" }: z.infer<typeof entry>): boolean {
  return typeof level === "string" && PASSING.test(`${msg} ${error}`);
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
