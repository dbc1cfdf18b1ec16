import { z } from "zod";
import { dependencies, dependenciesOf, normalised } from "./dependencies.ts";
import type { Dependency } from "./dependencies.ts";
import type { ModuleFile } from "./module-files.ts";
import { tomlOf } from "./module-text.ts";
import { refuseModule } from "./refuse-module.ts";

const lock = z.looseObject({
  package: z
    .array(
      z.looseObject({
        name: z.string(),
        version: z.string(),
        dependencies: dependencies.default({}),
        /** By extra: what it brings along, `name (>=1)`. */
        extras: z.record(z.string(), z.array(z.string())).default({}),
        source: z.looseObject({ type: z.string() }).optional(),
      }),
    )
    .default([]),
});

type Locked = z.output<typeof lock>["package"][number];

/** More ways than this to a package, and it is wanted on every machine. */
const MOST_MARKERS = 20;

/**
 * The packages that a lock holds for the given dependencies, as lines of a `requirements.txt`: every one there is, so
 * that nothing is to be resolved. What a lock has for development only is not reached from them. @throws UserError
 */
export function lockedLines(file: ModuleFile, roots: readonly Dependency[]): readonly string[] {
  const found = lock.safeParse(tomlOf(file));
  if (!found.success) throw refuseModule(file.path, "is no lock of Poetry's that can be read.");
  const packages = Map.groupBy(found.data.package, ({ name }) => normalised(name));
  const reached = reach(packages, roots, file.path);
  return [...reached].flatMap(([name, markers]) =>
    (packages.get(name) ?? []).map((one) => lineOf(one, markers, file.path)),
  );
}

type Packages = ReadonlyMap<string, readonly Locked[]>;
/** Under which conditions a package is wanted; null: always. */
type Markers = Set<string> | null;

function reach(packages: Packages, roots: readonly Dependency[], path: string): ReadonlyMap<string, Markers> {
  const reached = new Map<string, Markers>();
  const seen = new Set<string>();
  const waiting = roots
    .filter(({ isOptional }) => !isOptional)
    .map((one) => ({ one, above: null as string | null }));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { one, above } = next;
    const known = packages.get(one.name);
    if (known === undefined) {
      if (above === null && one.marker === null)
        throw refuseModule(path, `has no ${one.name}, which pyproject.toml asks for. Lock it again.`);
      continue;
    }
    const marker = both(above, one.marker);
    const visit = JSON.stringify([one.name, marker, one.extras]);
    if (seen.has(visit)) continue;
    seen.add(visit);
    reached.set(one.name, either(reached, one.name, marker));
    if (reached.get(one.name) === null && marker !== null) continue;
    for (const locked of known)
      for (const below of belowOf(locked, one.extras)) waiting.push({ one: below, above: marker });
  }
  return reached;
}

/** What it always needs, and what the extras that are asked for bring along. */
function belowOf(locked: Locked, extras: readonly string[]): readonly Dependency[] {
  const brought = new Set(
    extras.flatMap((extra) =>
      (locked.extras[extra] ?? []).map((text) => normalised(text.split(/[\s([;<>=!~]/)[0] ?? "")),
    ),
  );
  return dependenciesOf(locked.dependencies)
    .filter(({ name, isOptional }) => !isOptional || brought.has(name))
    .map((one) => (one.isOptional ? { ...one, marker: withoutExtra(one.marker) } : one));
}

/** That the extra is there is known by then. */
function withoutExtra(marker: string | null): string | null {
  return marker === null || marker.includes("extra") ? null : marker;
}

function either(reached: ReadonlyMap<string, Markers>, name: string, marker: string | null): Markers {
  const before = reached.get(name);
  if (before === null || marker === null) return null;
  const markers = new Set(before).add(marker);
  return markers.size > MOST_MARKERS ? null : markers;
}

function both(a: string | null, b: string | null): string | null {
  if (a === null || b === null || a === b) return a ?? b;
  return `(${a}) and (${b})`;
}

function lineOf({ name, version, source }: Locked, markers: Markers, path: string): string {
  if (source !== undefined && source.type !== "legacy")
    throw refuseModule(
      path,
      `takes ${name} from elsewhere than a package index (${source.type}), which is not installed here. Take a published version of it.`,
    );
  const when = markers === null ? "" : ` ; ${[...markers].map((one) => `(${one})`).join(" or ")}`;
  return `${name}==${version}${when}`;
}
