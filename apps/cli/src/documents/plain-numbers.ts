import { CliError } from "../cli-error.ts";
import { EXIT } from "../exit-codes.ts";

/** Integers come as bigint, so that none is rounded without a word: those too large for JSON's usual readers are refused. */
export function plainNumbers(value: unknown, file: string): unknown {
  if (typeof value === "bigint") {
    const plain = Number(value);
    if (Number.isSafeInteger(plain)) return plain;
    throw new CliError(
      EXIT.usage,
      `${file}: ${value} is too large for a number here: write it as text, "${value}".`,
    );
  }
  if (Array.isArray(value)) return value.map((item: unknown) => plainNumbers(item, file));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainNumbers(item, file)]));
  }
  return value;
}
