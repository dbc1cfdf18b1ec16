import { UserError } from "../user-error.ts";
import { connectorType } from "./module-entries.ts";
import type { KnownModule } from "./read-modules.ts";

interface Values {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** A connector for a module has all that the module requires, and no secret where everybody can read it. @throws UserError */
export function checkModuleValues(
  modules: readonly KnownModule[],
  type: string,
  { settings, secrets }: Values,
): void {
  const found = modules.find(({ module }) => connectorType(module.name) === type);
  if (found === undefined) return;
  const { title, configuration } = found.definition;
  const open = configuration.secrets.find((name) => Object.hasOwn(settings, name));
  if (open !== undefined)
    throw new UserError(
      "bad_request",
      `settings.${open}: is a secret of ${title}. Give it among the secrets.`,
      { field: `settings.${open}` },
    );
  const missing = configuration.required.find(
    (name) => !Object.hasOwn(settings, name) && !Object.hasOwn(secrets, name),
  );
  if (missing === undefined) return;
  const field = `${configuration.secrets.includes(missing) ? "secrets" : "settings"}.${missing}`;
  throw new UserError("bad_request", `${field}: is missing, and ${title} requires it.`, { field });
}
