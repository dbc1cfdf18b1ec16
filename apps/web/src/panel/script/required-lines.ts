import { requirementsOf } from "@riposte/signature";

/** What the saved version of a script requires. */
export interface SavedPackages {
  readonly hash: string;
  readonly lines: readonly string[];
}

interface Saved {
  readonly source: string;
  readonly definition: {
    readonly environment?: string | undefined;
    readonly requirements?: string | undefined;
  };
  readonly scripts: readonly {
    readonly name: string;
    readonly source: string;
    readonly environment?: string | undefined;
  }[];
}

/** None where that cannot be read. */
export function requiredLines(source: string, requirements: string): readonly string[] {
  const found = requirementsOf(source, requirements);
  return found.ok ? found.lines : [];
}

/** `name`: of one of its scripts; "" is the action's own. */
export function savedPackages(saved: Saved, name: string): SavedPackages | null {
  const own = { ...saved.definition, name: "", source: saved.source };
  const script = [own, ...saved.scripts].find((each) => each.name === name);
  if (script?.environment === undefined) return null;
  return {
    hash: script.environment,
    lines: requiredLines(script.source, saved.definition.requirements ?? ""),
  };
}
