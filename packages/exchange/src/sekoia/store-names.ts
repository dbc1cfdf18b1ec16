import { FreeWords } from "../free-words.ts";
import type { SekoiaPlaybook } from "./playbook.ts";

/** What the keys of their store are called here, where names are made of a to z, 0 to 9 and _. */
export class VariableNames {
  readonly #names = new Map<string, string>();
  readonly #words = new FreeWords("value");

  of(key: string): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = this.#words.take(key);
    this.#names.set(key, name);
    return name;
  }
}

/** Those that are names already keep theirs. */
export function namesOfStore({ nodes }: SekoiaPlaybook): VariableNames {
  const names = new VariableNames();
  const keys = [...nodes.values()].flatMap(({ members }) => {
    const modifications = members.data.get("modifications");
    if (!Array.isArray(modifications)) return [];
    return modifications.flatMap((one) => (one instanceof Map ? [one.get("key")] : []));
  });
  for (const key of keys) if (typeof key === "string" && /^[a-z_][a-z0-9_]{0,63}$/.test(key)) names.of(key);
  return names;
}
