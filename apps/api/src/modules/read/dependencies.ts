import { z } from "zod";
import { pepRange } from "./version-range.ts";

/** What something requires, as Poetry writes it: `"^2.0"`, a table, or several tables for several machines. */
const table = z.looseObject({
  version: z.string().default("*"),
  extras: z.array(z.string()).default([]),
  markers: z.string().optional(),
  python: z.string().optional(),
  optional: z.boolean().default(false),
});
const dependency = z.union([z.string().transform((version) => table.parse({ version })), table]);
export const dependencies = z.record(z.string(), z.union([dependency, z.array(dependency)]));

export interface Dependency {
  /** Normalised: `typing-extensions`. */
  readonly name: string;
  /** Of PEP 508; "" where anything will do. */
  readonly range: string;
  readonly extras: readonly string[];
  /** Of PEP 508; null: on every machine. */
  readonly marker: string | null;
  readonly isOptional: boolean;
}

export function dependenciesOf(found: z.output<typeof dependencies>): readonly Dependency[] {
  return Object.entries(found).flatMap(([name, written]) =>
    [written].flat().map(({ version, extras, markers, optional }) => ({
      name: normalised(name),
      range: pepRange(version),
      extras,
      marker: markers ?? null,
      isOptional: optional,
    })),
  );
}

/** As registries compare names. */
export function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

const SOURCES = ["git", "url", "path", "file"] as const;

/** What says of a table that the package comes from elsewhere than a registry. */
export function sourceIn(written: unknown): string | null {
  const tables = [written].flat().filter((one) => typeof one === "object" && one !== null);
  return SOURCES.find((source) => tables.some((one) => source in one)) ?? null;
}
