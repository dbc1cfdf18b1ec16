import type { ModulePackages } from "./read/module-packages.ts";
import { allowsPython } from "./read/version-range.ts";

/** Those that modules are written for; the newest of them that fits goes first where nothing else says which. */
const USUAL = ["3.13", "3.12", "3.11", "3.10"];

interface Chosen {
  /** Absent: any Python 3. */
  readonly python?: string;
  /** What to tell whoever adds it. */
  readonly warning: string | null;
}

/**
 * The interpreter of a module: its author's own where a runner has it, else the newest that its range allows.
 * @param live What runners have; none where nobody is there.
 */
export function choosePython({ range, preferred }: ModulePackages, live: readonly string[]): Chosen {
  if (range === null && preferred === null) return { warning: null };
  const isAllowed = (version: string) => range === null || allowsPython(range, version);
  const there = live.filter((version) => version.startsWith("3.") && isAllowed(version));
  const own = preferred !== null && isAllowed(preferred) ? [preferred] : [];
  const fitting = there.toSorted((a, b) => minor(b) - minor(a));
  const [wanted] = there.length === 0 ? [...own, ...USUAL.filter(isAllowed)] : [];
  const found = own.find((version) => there.includes(version)) ?? fitting[0];
  if (found !== undefined) return { python: found, warning: null };
  if (wanted === undefined) return { warning: null };
  if (live.length === 0) return { python: wanted, warning: null };
  const asked = range === null ? wanted : `in ${range}`;
  const warning = `It asks for Python ${asked}, and no runner has one: its steps will fail until Python ${wanted} is installed where scripts run. Runners have ${live.join(", ")}.`;
  return { python: wanted, warning };
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}
