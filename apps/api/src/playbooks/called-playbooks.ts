/** A graph as it lies there, of whatever shape. */
interface Drawn {
  readonly nodes?: unknown;
}

/** What a node calls other playbooks by, and where that stands. */
const FIELDS: Readonly<Record<string, string>> = { sub_playbook: "playbook", trigger: "onError" };

/** Ids or names of the playbooks that a graph runs, as it writes them. */
export function calledPlaybooks(graph: unknown): readonly string[] {
  return nodesOf(graph).flatMap((node) => {
    const called = node[fieldOf(node)];
    return typeof called === "string" && called !== "" ? [called] : [];
  });
}

/** The same graph with names in place of the ids that are known: those of another server would mean nothing there. */
export function withPlaybookNames(graph: unknown, names: ReadonlyMap<string, string>): unknown {
  const nodes = nodesOf(graph).map((node) => {
    const field = fieldOf(node);
    const name = names.get(String(node[field]));
    return name === undefined ? node : { ...node, [field]: name };
  });
  return { ...(graph as object), nodes };
}

function nodesOf(graph: unknown): readonly Record<string, unknown>[] {
  const { nodes } = (graph ?? {}) as Drawn;
  return Array.isArray(nodes) ? nodes.filter((node) => typeof node === "object" && node !== null) : [];
}

function fieldOf({ kind }: Record<string, unknown>): string {
  return FIELDS[String(kind)] ?? "";
}
