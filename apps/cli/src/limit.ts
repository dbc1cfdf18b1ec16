import { CliError } from "./cli-error.ts";
import { EXIT } from "./exit-codes.ts";

/** How many the server shows at once of each kind. */
const MOST = { alerts: 100, approvals: 200, outbox: 200, runs: 500 } as const;

type Listed = keyof typeof MOST;

export function limitOption(of: Listed) {
  const about = `how many at most: 1 to ${MOST[of]}, 50 unless told`;
  return { limit: { type: "string", value: "N", about } } as const;
}

export function readLimit(of: Listed, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const limit = /^[0-9]+$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MOST[of])
    throw new CliError(EXIT.usage, `--limit is a whole number from 1 to ${MOST[of]}, not ${text}.`);
  return limit;
}
