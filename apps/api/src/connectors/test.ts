import { ActionError, connectors } from "@riposte/integrations";
import { cutText } from "@riposte/plan/cut-text";
import { redactor } from "@riposte/vault";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { checkValues } from "./check-values.ts";
import { connectorName, requireConnector } from "./find.ts";
import { openSecrets } from "./sealed-secrets.ts";

const LONGEST_MS = 15_000;
/** Of what the audit log keeps of why it failed. */
const LONGEST_WHY = 300;

/** Tries a connector out without an effect, as far as that goes; what cannot be told that way is said. */
export const test = needs("connectors.write")
  .input(z.object({ name: connectorName }).strict())
  .mutation(({ ctx, input }) => tryOut(ctx, input.name));

interface Trial {
  readonly outcome: "works" | "fails" | "untestable";
  /** For people. */
  readonly message: string;
}

async function tryOut(ctx: Context, name: string): Promise<Trial> {
  const row = await requireConnector(ctx, name);
  const definition = connectors.get(row.type);
  if (row.runnerGroup !== null) {
    const message = `${name} is for the runner group ${row.runnerGroup}: only the scripts that run there can tell whether it works.`;
    return { outcome: "untestable", message };
  }
  if (definition === undefined) {
    const message = `Riposte does not know the type ${row.type}: only the scripts that use ${name} can tell whether it works.`;
    return { outcome: "untestable", message };
  }
  if (definition.test === undefined) {
    const message = `A connector of the type ${definition.name} cannot be tested without sending something. Run a playbook that uses ${name}.`;
    return { outcome: "untestable", message };
  }
  const settings = JSON.parse(row.settings) as Readonly<Record<string, unknown>>;
  const secrets = openSecrets(ctx.services.vault, row);
  const values = checkValues(row.type, { settings, secrets });
  const redact = redactor(Object.values(secrets));
  const record = async (outcome: Trial["outcome"], why: string): Promise<Trial> => {
    const message = redact(why);
    const details = { name, outcome, ...(outcome === "works" ? {} : { why: cutText(message, LONGEST_WHY) }) };
    const target = `connector:${row.id}`;
    await recordChange(ctx.services.db, ctx, { action: "connectors.test", target, details });
    return { outcome, message };
  };
  let said: string;
  try {
    const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(LONGEST_MS)]);
    said = await definition.test(values, { http: ctx.services.http, signal });
  } catch (error) {
    if (error instanceof ActionError) return record("fails", error.message);
    await record("fails", "Something went wrong in Riposte itself; its log says what.");
    throw error;
  }
  return record("works", said);
}
