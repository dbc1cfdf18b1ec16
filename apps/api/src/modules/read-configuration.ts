import { UserError } from "../user-error.ts";
import { checkModuleValues } from "./check-module-values.ts";
import { connectorType } from "./module-entries.ts";
import type { KnownModule } from "./read-modules.ts";

interface Configuration {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** One JSON object with settings and secrets, as modules know it, told apart. @throws UserError */
export function readConfiguration(known: KnownModule, text: string): Configuration {
  const found = parsed(text);
  const names = known.definition.configuration.secrets;
  const given = Object.entries(found);
  const configuration = {
    settings: Object.fromEntries(given.filter(([name]) => !names.includes(name))),
    secrets: Object.fromEntries(given.filter(([name]) => names.includes(name))),
  };
  checkModuleValues([known], connectorType(known.module.name), configuration);
  return configuration;
}

function parsed(text: string): object {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === "object" && found !== null && !Array.isArray(found)) return found;
  } catch {
    // Said below: a parser's own words would quote what may be a secret.
  }
  throw new UserError("bad_request", "The configuration is not a JSON object.", { field: "configuration" });
}
