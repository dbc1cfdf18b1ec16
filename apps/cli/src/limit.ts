import { CliError } from "./cli-error.ts";
import { EXIT } from "./exit-codes.ts";

export const limitOption = { limit: { type: "string", value: "N", about: "how many at most" } } as const;

export function readLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw new CliError(EXIT.usage, `--limit is a whole number from 1, not ${text}.`);
  return limit;
}
