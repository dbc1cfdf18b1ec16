import type { DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { diff, valueAt } from "@riposte/draft";
import { titlesApart } from "./names-of-twins.ts";
import { portsOf } from "./ports.ts";

/** One thing that is different, for people. */
export interface ChangeWords {
  readonly key: string;
  readonly sign: "+" | "−" | "±";
  readonly text: string;
  readonly node: string | null;
}

/** What leads from the one graph to the other, in words; where steps stand is left out. */
export function changeWords(before: DraftGraph, after: DraftGraph): ChangeWords[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Map(after.nodes.map((node) => [node.id, node]));
  const titles = { old: titlesApart(before.nodes), now: titlesApart(after.nodes) };
  const name = (id: string) => {
    const node = now.get(id);
    if (node !== undefined) return titles.now(node);
    const gone = old.get(id);
    return gone === undefined ? id : titles.old(gone);
  };
  return diff(before, after).flatMap((operation, at) => {
    const words = say(operation, { old, now, name });
    return words === null ? [] : [{ key: String(at), ...words }];
  });
}

interface Sides {
  readonly old: ReadonlyMap<string, DraftNode>;
  readonly now: ReadonlyMap<string, DraftNode>;
  readonly name: (id: string) => string;
}

function say(operation: Operation, { old, now, name }: Sides): Omit<ChangeWords, "key"> | null {
  switch (operation.op) {
    case "add_node":
      return { sign: "+", text: `Step ${name(operation.node.id)}`, node: operation.node.id };
    case "remove_node":
      return { sign: "−", text: `Step ${name(operation.node)}`, node: operation.node };
    case "move":
      return null;
    case "set": {
      const { node, field, value } = operation;
      if (field[0] === "position") return null;
      const was = valueAt(old.get(node), field);
      const text = `${name(node)}, ${field.join(".")}: ${quoted(was)} → ${quoted(value)}`;
      return { sign: "±", text, node };
    }
    case "add_edge":
    case "remove_edge": {
      const { from, port, to } = operation.edge;
      const source = (operation.op === "add_edge" ? now : old).get(from);
      const label =
        source === undefined ? port : (portsOf(source).find(({ id }) => id === port)?.label ?? port);
      const on = label === "" ? "" : ` (${label})`;
      const sign = operation.op === "add_edge" ? "+" : "−";
      return { sign, text: `${name(from)}${on} leads to ${name(to)}`, node: from };
    }
  }
}

const LONGEST = 80;

/** A value, short enough for a line. */
function quoted(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
