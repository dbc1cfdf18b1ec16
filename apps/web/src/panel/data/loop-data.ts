import type { DraftNode } from "@riposte/draft";
import { keysOf } from "../template/cursor-context.ts";
import { dataGroup, dataNode } from "./data-node.ts";
import type { DataNode } from "./data-node.ts";
import { stepTo } from "./path.ts";
import { titleOf } from "../../canvas/node-fields.ts";

/** What a loop is called by its body: `loop`, and in a for-each `item`. */
export interface LoopData {
  readonly item: DataNode | null;
  readonly loop: DataNode | null;
}

type Find = (path: readonly (string | number)[]) => DataNode | null;

/** Of loops from the inside out; `finders` look up what each of them can read where it stands. */
export function loopData(loops: readonly DraftNode[], finderOf: (loop: DraftNode) => Find): LoopData {
  const each = loops.find(({ kind }) => kind === "for_each");
  return {
    item: each === undefined ? null : itemOf(each, finderOf(each), "item"),
    loop: loopNode(loops, finderOf, "loop"),
  };
}

function loopNode(
  [inner, ...outer]: readonly DraftNode[],
  finderOf: (loop: DraftNode) => Find,
  path: string,
): DataNode | null {
  if (inner === undefined) return null;
  const fact = (key: string, type: string, value: bigint | boolean) =>
    dataNode(key, `${path}.${key}`, { schema: { type }, value });
  const around = loopNode(outer, finderOf, `${path}.parent`);
  const isEach = inner.kind === "for_each";
  return dataGroup(path === "loop" ? "loop" : "parent", path, {
    help: `The iteration of ${titleOf(inner)}`,
    children: [
      fact("index", "integer", 1n),
      fact("index0", "integer", 0n),
      fact("first", "boolean", true),
      ...(isEach
        ? [
            fact("last", "boolean", false),
            dataNode("length", `${path}.length`, { schema: { type: "integer" } }),
            itemOf(inner, finderOf(inner), `${path}.item`),
          ]
        : [dataNode("previous", `${path}.previous`, { help: "What the iteration before collected" })]),
      ...(around === null ? [] : [around]),
    ],
  });
}

/** The first of what the loop goes over, where that is a path, or is written out. */
function itemOf({ over }: DraftNode, find: Find, path: string): DataNode {
  const help = "What the iteration is about";
  const written = typeof over === "string" ? /^\s*\{\{-?\s*([^|{}()]+?)\s*-?\}\}\s*$/.exec(over)?.[1] : null;
  const [first] = Array.isArray(over) ? over : [];
  if (typeof first === "string") return dataNode("item", path, { value: first, help });
  const list = written === undefined || written === null ? null : find(keysOf(written));
  const found = list?.type === "list" ? list.children()[0] : undefined;
  return found === undefined ? dataNode("item", path, { help }) : { ...at(found, "item", path), help };
}

/** The same data, read by another way. */
function at(node: DataNode, key: string | number, path: string): DataNode {
  return {
    ...node,
    key,
    path,
    children: () => node.children().map((child) => at(child, child.key, path + stepTo(child.key))),
  };
}
