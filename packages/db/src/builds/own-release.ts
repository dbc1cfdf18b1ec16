import { KNOWN } from "@riposte/plan";
import journal from "../../migrations/meta/_journal.json" with { type: "json" };
import manifest from "../../../../package.json" with { type: "json" };

/** What this code is and knows. */
export interface Release {
  /** The version of Riposte. */
  readonly release: string;
  /** How many changes of the database it knows: code that knows more is newer. */
  readonly migrations: number;
  /** What plans it runs. */
  readonly ir: readonly number[];
  readonly semantics: readonly number[];
}

export const OWN_RELEASE: Release = {
  release: manifest.version,
  migrations: journal.entries.length,
  ...KNOWN,
};

/** For people: `Riposte 0.1.0 (build 1f0c9a2b)`. */
export function nameOf({ release, build }: { readonly release: string; readonly build?: string }): string {
  return build === undefined ? `Riposte ${release}` : `Riposte ${release} (build ${build.slice(0, 8)})`;
}
