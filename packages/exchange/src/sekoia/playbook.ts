import type { Data } from "@riposte/template";
import { Fault } from "../fault.ts";
import {
  dictAt,
  inner,
  kindOf,
  listAt,
  membersAt,
  nameOf,
  neededText,
  textAt,
  wrong,
} from "../json/members.ts";
import type { Members, Path } from "../json/members.ts";

export interface SekoiaNode {
  readonly id: string;
  readonly members: Members;
  readonly name: string;
  readonly type: "trigger" | "action" | "operator";
  /** Of an operator, in small letters. */
  readonly subtype: string | null;
  readonly ways: readonly Way[];
  /** The first steps of a foreach's turn. */
  readonly loop: readonly Target[];
}

export interface Way {
  readonly branch: string;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly id: string;
  readonly path: Path;
}

export interface SekoiaPlaybook {
  readonly members: Members;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly nodes: ReadonlyMap<string, SekoiaNode>;
}

/** @throws Fault with the line of what is not as it must be */
export function readSekoiaPlaybook(root: Members): SekoiaPlaybook {
  const members = root.data.has("playbook") && !root.data.has("nodes") ? inner(root, "playbook") : root;
  const nodes = new Map<string, SekoiaNode>();
  for (const id of inner(members, "nodes").data.keys()) nodes.set(id, readNode(inner(members, "nodes"), id));
  if (nodes.size === 0)
    throw new Fault("the playbook has no nodes.", members.lineOf([...members.path, "nodes"]));
  for (const { id, ways, loop } of nodes.values()) {
    for (const target of [...ways.flatMap(({ targets }) => targets), ...loop]) {
      if (nodes.has(target.id)) continue;
      const message = `the node ${id} leads to the node ${target.id}, which is not there.`;
      throw new Fault(message, members.lineOf(target.path));
    }
  }
  return {
    members,
    name: neededText(members, "name"),
    description: textAt(members, "description") ?? "",
    tags: listAt(members, "tags").filter((tag) => typeof tag === "string"),
    nodes,
  };
}

const TYPES = ["trigger", "action", "operator"] as const;

function readNode(nodes: Members, id: string): SekoiaNode {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
    const message = `a node is called ${JSON.stringify(id)}: it must be a number, as 4.`;
    throw new Fault(message, nodes.lineOf([...nodes.path, id]));
  }
  const members = inner(nodes, id);
  const written = neededText(members, "type");
  const type = TYPES.find((each) => each === written);
  if (type === undefined) {
    const message = `the node ${id} is of the type ${JSON.stringify(written)}: it must be ${TYPES.join(", ")}.`;
    throw new Fault(message, members.lineOf([...members.path, "type"]));
  }
  return {
    id,
    members,
    name: textAt(members, "name") ?? `${type} ${id}`,
    type,
    subtype: textAt(members, "subtype")?.toLowerCase() ?? null,
    ways: [...dictAt(members, "outputs")].map(([branch, to]) => ({
      branch,
      targets: targetsOf(members, to, [...members.path, "outputs", branch]),
    })),
    loop: targetsOf(members, members.data.get("loop") ?? null, [...members.path, "loop"]),
  };
}

/** A list of ids, as playbooks have it; an object that names them by its keys or values, as the public schema says; one id. */
function targetsOf({ lineOf }: Members, to: Data, path: Path): readonly Target[] {
  if (to === null) return [];
  if (isId(to)) return [{ id: String(to), path }];
  if (Array.isArray(to)) {
    return to.map((id, at) => {
      if (isId(id)) return { id: String(id), path: [...path, at] };
      throw wrong(membersAt(new Map(), path, lineOf), at, "the number of a node", id);
    });
  }
  if (to instanceof Map) return [...to].map(([key, value]) => targetIn(key, value, [...path, key]));
  throw new Fault(`${nameOf(path)} must name nodes, and is ${kindOf(to)}.`, lineOf(path));
}

function targetIn(key: string, value: Data, path: Path): Target {
  if (isId(value)) return { id: String(value), path };
  const named = value instanceof Map ? (value.get("node") ?? value.get("id")) : undefined;
  return { id: named !== undefined && isId(named) ? String(named) : key, path };
}

function isId(data: Data): data is string | bigint {
  return typeof data === "string" || typeof data === "bigint";
}
