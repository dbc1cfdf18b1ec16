import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";
import type { ModuleDefinition } from "./module-definition.ts";
import { word } from "./read/module-actions.ts";
import { readModules } from "./read-modules.ts";
import type { KnownModule } from "./read-modules.ts";

interface FoundAction {
  readonly known: KnownModule;
  readonly action: ModuleDefinition["actions"][number];
  /** What steps call it. */
  readonly key: string;
}

/** `http.request`, by the module's name or slug and the action's name or command; or its key. @throws UserError */
export async function requireModuleAction(ctx: Context, ref: string): Promise<FoundAction> {
  const modules = await readModules(ctx);
  const named = ref.replace(/^module\./, "");
  // Slugs and commands may have dots of their own.
  for (const { index } of named.matchAll(/\./g)) {
    const known = modules.find(({ module }) => module.name === word(named.slice(0, index)));
    const called = named.slice(index + 1);
    const actions = known?.definition.actions ?? [];
    const action =
      actions.find(({ command }) => command === called) ?? actions.find(({ name }) => name === word(called));
    if (known !== undefined && action !== undefined)
      return { known, action, key: `module.${known.module.name}.${action.name}` };
  }
  throw notFound("action of a module", ref);
}
