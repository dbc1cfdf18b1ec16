import { connectors } from "@riposte/integrations";
import type { z } from "zod";
import { issueAtField } from "../issue-words.ts";
import { UserError } from "../user-error.ts";
import type { Secrets } from "./sealed-secrets.ts";

interface Values {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Secrets;
}

/** Against the type's schemas. A type that is not built in belongs to uploaded scripts, which take what they get. */
export function checkValues(type: string, values: Values): Values {
  const definition = connectors.get(type);
  if (definition === undefined) return values;
  return {
    settings: check(definition.settings, values.settings, "settings"),
    secrets: check(definition.secrets, values.secrets, "secrets") as Secrets,
  };
}

/** A secret's value is never quoted. */
function check(schema: z.ZodObject, value: unknown, what: string): Readonly<Record<string, unknown>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw new UserError("bad_request", `${what}: is not valid`, { field: what });
  const { field, message } = issueAtField(issue, [what]);
  throw new UserError("bad_request", message, { field: field ?? what });
}
