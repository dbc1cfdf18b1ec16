import { isRecord } from "../json.ts";
import type { Diagnostic } from "./diagnostic.ts";

interface FaultPlace {
  /** In the graph, for programs. */
  readonly path: readonly (string | number)[];
  /** For people: they know a step by its title or name. */
  readonly words: string;
}

/** Where in a graph, which may be of any shape, a diagnostic points. */
export function faultPlace(graph: unknown, { node, field }: Pick<Diagnostic, "node" | "field">): FaultPlace {
  const nodes: readonly unknown[] = isRecord(graph) && Array.isArray(graph["nodes"]) ? graph["nodes"] : [];
  const at = node === null ? -1 : nodes.findIndex((each) => isRecord(each) && each["id"] === node);
  const fields = (field ?? "").split(".").filter((part) => part !== "");
  // An edge is told at the step that it leaves.
  const isOfNode = at !== -1 && fields[0] !== "edges";
  const path = [...(isOfNode ? ["nodes", at] : []), ...fields.map(numbered)];
  const found = nodes[at];
  if (!isRecord(found)) return { path, words: ["graph", ...path].join(".") };
  const name = [found["label"], found["name"], node].find((each) => typeof each === "string" && each !== "");
  return { path, words: `Step "${String(name)}"${field === undefined ? "" : `, ${field}`}` };
}

/** Whole: where, what is wrong, and what to do. */
export function faultInWords(graph: unknown, diagnostic: Diagnostic): string {
  const hint = diagnostic.hint === undefined ? "" : ` ${diagnostic.hint}`;
  return `${faultPlace(graph, diagnostic).words}: ${diagnostic.message}${hint}`;
}

function numbered(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}
