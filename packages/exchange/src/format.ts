import type { Data } from "@riposte/template";
import { Fault } from "./fault.ts";
import type { Members } from "./json/members.ts";
import { kindOf, membersAt } from "./json/members.ts";
import type { JsonText } from "./json/read-json.ts";

export type Format = "riposte" | "sekoia" | "cacao";

/** By what the file holds, never by its name. @throws Fault */
export function formatOf({ data, lineOf }: JsonText): { readonly format: Format; readonly root: Members } {
  const { item, path } = onlyDocument(data);
  if (!(item instanceof Map))
    throw new Fault(`a playbook is an object { … }, and the file holds ${kindOf(item)}.`, lineOf(path));
  const root = membersAt(item, path, lineOf);
  const format = named(item);
  if (format !== null) return { format, root };
  const known = "It must be one that Riposte exported, of Sekoia.io, or of CACAO 2.0";
  throw new Fault(`this is no playbook of a format that is known. ${known}.`, lineOf(path));
}

function named(item: ReadonlyMap<string, Data>): Format | null {
  if (item.has("graph") || item.get("kind") === "playbook") return "riposte";
  if (item.get("type") === "playbook" && item.has("spec_version")) return "cacao";
  const inside = item.get("playbook");
  if (item.get("nodes") instanceof Map || (inside instanceof Map && inside.has("nodes"))) return "sekoia";
  return null;
}

/** What `riposte export --json` writes is a list of documents. */
function onlyDocument(data: Data): { readonly item: Data; readonly path: readonly number[] } {
  if (!Array.isArray(data)) return { item: data, path: [] };
  const playbooks = data.flatMap((item, at) =>
    item instanceof Map && item.get("kind") === "playbook" ? [at] : [],
  );
  const [first] = playbooks;
  if (first !== undefined && playbooks.length === 1) return { item: data[first] ?? null, path: [first] };
  const many = `the file holds ${data.length} documents, of them ${playbooks.length} playbooks: "riposte apply" takes all of them at once, an import one playbook.`;
  throw new Fault(many, null);
}
