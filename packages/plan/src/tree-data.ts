import { decodeData, encodeData, toPlain } from "@riposte/template";
import type { Data, DataMap } from "@riposte/template";
import type { JsonObject, TemplateTree } from "./plan.ts";

// Graph and plan are plain JSON, whose usual readers turn 1.0 into 1, round large integers and move keys that look
// like numbers to the front. A literal that this would change is written down in one of these two forms:
//   {"riposte:number": "1.0"}    {"riposte:dict": [["2", …], ["1", …]]}

const NUMBER = "riposte:number";
const DICT = "riposte:dict";

/** What an author wrote, in a form that no reader of JSON changes. */
export function treeOf(data: Data): TemplateTree {
  if (typeof data === "bigint") return Number.isSafeInteger(Number(data)) ? Number(data) : number(data);
  if (typeof data === "number") return Number.isInteger(data) ? number(data) : data;
  if (Array.isArray(data)) return data.map(treeOf);
  return data instanceof Map ? dict(data) : data;
}

function number(data: Data): TemplateTree {
  return { [NUMBER]: encodeData(data) };
}

function dict(data: DataMap): TemplateTree {
  const members = [...data].map(([key, value]) => [key, treeOf(value)] as const);
  const plain: JsonObject = Object.fromEntries(members);
  const isFaithful = Object.keys(plain).every((key, at) => key === members[at]?.[0]);
  return isFaithful && !isReserved(plain) ? plain : { [DICT]: members };
}

function isReserved(tree: object): boolean {
  return Object.hasOwn(tree, NUMBER) || Object.hasOwn(tree, DICT);
}

/** The number that is written as text; null: the tree is something else. */
export function numberIn(tree: JsonObject): Data | null {
  const text = Object.hasOwn(tree, NUMBER) ? tree[NUMBER] : undefined;
  return typeof text === "string" ? decodeData(text) : null;
}

/** The members of a dict in the author's order, whichever form it is in. */
export function membersOf(tree: JsonObject): readonly (readonly [string, TemplateTree])[] {
  const members = Object.hasOwn(tree, DICT) ? tree[DICT] : undefined;
  return Array.isArray(members) ? (members as [string, TemplateTree][]) : Object.entries(tree);
}

/** Whether a reserved key, where there is one, stands for what it should. */
export function isWellFormed(tree: JsonObject): boolean {
  if (!isReserved(tree)) return true;
  if (Object.keys(tree).length !== 1) return false;
  const { [NUMBER]: text, [DICT]: members } = tree;
  if (text !== undefined) return typeof text === "string" && isNumber(text);
  return Array.isArray(members) && members.every(isMember);
}

function isNumber(text: string): boolean {
  try {
    return ["number", "bigint"].includes(typeof decodeData(text));
  } catch {
    return false;
  }
}

function isMember(member: unknown): boolean {
  return Array.isArray(member) && member.length === 2 && typeof member[0] === "string";
}

/** What the author wrote; the other way round it is `treeOf`. Takes a whole graph, too. */
export function dataOf(tree: TemplateTree): Data {
  if (typeof tree === "number") return Number.isSafeInteger(tree) ? BigInt(tree) : tree;
  if (tree === null || typeof tree !== "object") return tree;
  if (isList(tree)) return tree.map(dataOf);
  return numberIn(tree) ?? new Map(membersOf(tree).map(([key, item]) => [key, dataOf(item)]));
}

/** For whoever wants to know no more than JSON Schema does: numbers as near as they get, dicts as objects. */
export function plainOf(tree: TemplateTree): TemplateTree {
  if (tree === null || typeof tree !== "object") return tree;
  if (isList(tree)) return tree.map(plainOf);
  const written = numberIn(tree);
  if (written !== null) return Number(written);
  return Object.fromEntries(membersOf(tree).map(([key, item]) => [key, plainOf(item)]));
}

export function isList(tree: TemplateTree): tree is readonly TemplateTree[] {
  return Array.isArray(tree);
}

/** Parts of a graph that hold what an author wrote; all others are plain. */
const TREES: ReadonlySet<string> = new Set([
  "arguments",
  "value",
  "body",
  "message",
  "over",
  "collect",
  "foreign",
]);

/** A graph, of whatever shape, from a text that was read without loss. */
export function graphOf(data: Data): unknown {
  if (Array.isArray(data)) return data.map(graphOf);
  if (!(data instanceof Map)) return toPlain(data);
  return Object.fromEntries([...data].map(([key, value]) => [key, memberOf(key, value)]));
}

function memberOf(key: string, value: Data): unknown {
  if (TREES.has(key)) return treeOf(value);
  return key === "config" ? toPlain(value) : graphOf(value);
}
