/** What is asked of the runners that the server tells of. */
interface Runner {
  readonly name: string;
  readonly isAlive: boolean;
  readonly interpreters: readonly { readonly version: string }[];
}

/** One choice a version that some runner has, the newest first; what is chosen now stays among them. */
export function interpreterOptions(chosen: string, runners: readonly Runner[]) {
  const versions = new Set(live(runners).flatMap(({ interpreters }) => interpreters.map(versionOf)));
  if (chosen !== "") versions.add(chosen);
  const newestFirst = [...versions].toSorted((one, other) =>
    other.localeCompare(one, "en", { numeric: true }),
  );
  return [
    { value: "", label: "Any Python 3" },
    ...newestFirst.map((version) => ({ value: version, label: `Python ${version}` })),
  ];
}

/** Where a script with this interpreter runs, or that it cannot; nothing is said while no runner is known. */
export function whoHas(
  chosen: string,
  runners: readonly Runner[],
): { readonly text?: string; readonly isMissing: boolean } {
  const there = live(runners);
  if (there.length === 0) return { isMissing: false };
  if (chosen === "") return { text: "The one that runs the runner.", isMissing: false };
  const having = there.filter(({ interpreters }) => interpreters.map(versionOf).includes(chosen));
  if (having.length === 0) {
    const text = `No runner has Python ${chosen}: its steps will fail. Install it where scripts run, or choose another.`;
    return { text, isMissing: true };
  }
  if (having.length === there.length) return { isMissing: false };
  return { text: `Only on ${having.map(({ name }) => name).join(", ")}.`, isMissing: false };
}

function live(runners: readonly Runner[]): readonly Runner[] {
  return runners.filter(({ isAlive }) => isAlive);
}

function versionOf({ version }: { readonly version: string }): string {
  return version;
}
