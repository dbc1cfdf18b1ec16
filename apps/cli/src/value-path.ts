import { CliError } from "./cli-error.ts";
import type { Client } from "./client.ts";
import { EXIT } from "./exit-codes.ts";

interface WantedValue {
  /** Name or id; `event`: what the run began with. */
  readonly step: string;
  readonly scope: string | undefined;
  readonly input: boolean;
}

/** Where the server has it. @throws CliError where the run has no such step. */
export async function pathOfValue(
  client: Client,
  run: string,
  { step, scope = "", input }: WantedValue,
): Promise<string> {
  const begin = `/download/runs/${encodeURIComponent(run)}`;
  if (step === "event") return `${begin}/event`;
  const { steps } = await client.runs.get.query({ id: run });
  const found = steps.find((each) => (each.name === step || each.step === step) && each.scope === scope);
  if (found === undefined) {
    const names = [...new Set(steps.map(({ name }) => name))].join(", ");
    const where = scope === "" ? "" : ` in ${scope}`;
    throw new CliError(
      EXIT.notFound,
      `The run ${run} has no step ${step}${where}. It has: ${names || "none"}.`,
    );
  }
  const query = new URLSearchParams({ step: found.step, scope });
  return `${begin}/${input ? "input" : "output"}?${query.toString()}`;
}
