import { graphOf } from "@riposte/plan";
import { toPlain } from "@riposte/template";
import type { Data } from "@riposte/template";
import { CliError } from "../cli-error.ts";
import { EXIT } from "../exit-codes.ts";

/** As the schemas take it. What a graph's author wrote stays as it is; elsewhere a number must be one of plain JSON. */
export function plainDocument(data: Data, file: string): unknown {
  if (!(data instanceof Map) || data.get("kind") !== "playbook") return plain(data, file);
  return Object.fromEntries(
    [...data].map(([key, value]) => [key, key === "graph" ? graphOf(value) : plain(value, file)]),
  );
}

function plain(data: Data, file: string): unknown {
  refuseLargeIntegers(data, file);
  return toPlain(data);
}

/** So that none is rounded without a word. */
function refuseLargeIntegers(data: Data, file: string): void {
  if (typeof data === "bigint" && !Number.isSafeInteger(Number(data))) {
    throw new CliError(
      EXIT.usage,
      `${file}: ${data} is too large for a number here: write it as text, "${data}".`,
    );
  }
  if (typeof data !== "object" || data === null) return;
  for (const item of data.values()) refuseLargeIntegers(item, file);
}
