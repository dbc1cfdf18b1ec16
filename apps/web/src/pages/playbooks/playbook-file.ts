/** What export writes and import reads: a playbook without ids of this server and without secrets. */
export interface PlaybookFile {
  readonly name: string;
  readonly description: string;
  readonly graph: unknown;
}

/** @throws Error that says what is wrong with the file. */
export function readPlaybookFile(text: string): PlaybookFile {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("The file holds no playbook: it must be a JSON object.");
  }
  const { name, description, graph } = value as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || name.trim() === "") {
    throw new Error('The file holds no playbook: it has no "name".');
  }
  if (typeof graph !== "object" || graph === null) {
    throw new Error('The file holds no playbook: it has no "graph".');
  }
  return { name: name.trim(), description: typeof description === "string" ? description : "", graph };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (looksLikeYaml(text)) {
      throw new Error(
        'This is YAML, which is not read here. "riposte apply FILE" makes or changes the playbook that it describes.',
        { cause: error },
      );
    }
    throw new Error(`The file is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Its first line that says anything begins with the name of a field, as in what `riposte apply` takes. */
function looksLikeYaml(text: string): boolean {
  const first = text.split("\n").find((line) => !/^\s*(#|---|$)/.test(line));
  return /^\w+\s*:/.test(first ?? "");
}

/** "Block host.json", of letters that every system takes. */
export function fileNameOf(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N} ._-]+/gu, "-").replace(/^[.\s-]+|[.\s-]+$/g, "");
  return `${safe === "" ? "playbook" : safe.slice(0, 100)}.playbook.json`;
}

/** "Block host", "Block host copy", "Block host copy 2": the first that nobody has. */
export function freeName(wanted: string, taken: ReadonlySet<string>, suffix: string): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 1; ; number++) {
    const end = number === 1 ? ` ${suffix}` : ` ${suffix} ${number}`;
    const name = wanted.slice(0, 200 - end.length) + end;
    if (!taken.has(name)) return name;
  }
}
