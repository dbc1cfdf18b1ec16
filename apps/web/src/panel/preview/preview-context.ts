import { parse, parseExpression, references } from "@riposte/template";
import type { Data, DataMap, Reference } from "@riposte/template";
import type { DataNode } from "../data/data-node.ts";
import { isRoot } from "../data/scope.ts";
import type { Scope } from "../data/scope.ts";
import type { Mode } from "../template/spans.ts";

/** Where the values of a preview come from. */
export interface PreviewContext {
  readonly context: ReadonlyMap<string, Data>;
  /** Paths for which there was no real value: a stand-in shows where it will be. */
  readonly madeUp: readonly string[];
  /** Whether it reads anything at all. */
  readonly isConstant: boolean;
}

/** Just what the template reads, so that the rest is not sent to the worker; null where it cannot be read. */
export function previewContext(text: string, mode: Mode, scope: Scope): PreviewContext | null {
  const read = readsOf(text, mode);
  if (read === null) return null;
  const context = new Map<string, Data>();
  const madeUp: string[] = [];
  for (const { path } of read) {
    const [root, key, ...rest] = path.map(String);
    const nodes = root === "steps" || root === "vars" ? scope[root] : null;
    if (nodes !== null) {
      const node = nodes.find((one) => one.key === key);
      const group = groupIn(context, root ?? "");
      if (key === undefined) for (const one of nodes) group.set(String(one.key), standIn(one));
      else put(group, key, node, { rest, madeUp });
    } else if (isRoot(root)) {
      put(context, root, scope[root] ?? undefined, { rest: key === undefined ? [] : [key, ...rest], madeUp });
    }
  }
  return { context, madeUp: [...new Set(madeUp)], isConstant: read.length === 0 };
}

function readsOf(text: string, mode: Mode): readonly Reference[] | null {
  try {
    return references(mode === "expression" ? parseExpression(text) : parse(text));
  } catch {
    return null;
  }
}

function groupIn(context: Map<string, Data>, root: string): DataMap {
  const known = context.get(root);
  if (known instanceof Map) return known;
  const made: DataMap = new Map();
  context.set(root, made);
  return made;
}

/** A real value as it is; where there never was one, a stand-in with what is read of it. */
function put(
  into: Map<string, Data>,
  key: string,
  node: DataNode | undefined,
  { rest, madeUp }: { readonly rest: readonly string[]; readonly madeUp: string[] },
): void {
  if (node === undefined) return;
  if (node.value !== undefined) {
    into.set(key, node.value);
    return;
  }
  madeUp.push(node.path);
  const made = into.get(key) ?? standIn(node);
  into.set(key, rest.length === 0 ? made : withStandIn(made, rest));
}

const DEEPEST = 5;

/** By type and name: `‹title›`, 0, a list of one. */
function standIn(node: DataNode, depth = 0): Data {
  if (node.value !== undefined) return node.value;
  if (node.type === "number") return 0n;
  if (node.type === "yes or no") return true;
  const children = depth < DEEPEST ? node.children() : [];
  if (node.type === "list") return children.map((child) => standIn(child, depth + 1));
  if (children.length > 0)
    return new Map(children.map((child) => [String(child.key), standIn(child, depth + 1)]));
  return `‹${node.key}›`;
}

/** The schema did not know of it; who wrote the template does. */
function withStandIn(made: Data, [key = "", ...rest]: readonly string[]): Data {
  if (Array.isArray(made)) return made;
  const map: DataMap = made instanceof Map ? new Map(made) : new Map();
  const inner = map.get(key);
  if (rest.length > 0) map.set(key, withStandIn(inner ?? new Map(), rest));
  else map.set(key, inner ?? `‹${key}›`);
  return map;
}
