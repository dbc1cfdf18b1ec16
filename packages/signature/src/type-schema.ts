import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { literalOf } from "./literal.ts";
import { childrenOf, contentOf, docstringOf } from "./source-tree.ts";
import type { SourceTree } from "./source-tree.ts";

const PLAIN: Readonly<Record<string, JsonObject>> = {
  str: { type: "string" },
  int: { type: "integer" },
  float: { type: "number" },
  bool: { type: "boolean" },
  None: { type: "null" },
  dict: { type: "object" },
  Dict: { type: "object" },
  Mapping: { type: "object" },
  list: { type: "array" },
  List: { type: "array" },
  Sequence: { type: "array" },
  tuple: { type: "array" },
  Tuple: { type: "array" },
};

/** Deeper than any hint that people write; a class that holds itself ends there. */
const DEEPEST = 8;

/** The JSON Schema of a type hint; what it does not understand may be anything. */
export function schemaOfHint(node: SyntaxNode, tree: SourceTree, depth = 0): JsonObject {
  if (depth > DEEPEST) return {};
  const inner = (child: SyntaxNode) => schemaOfHint(child, tree, depth + 1);
  switch (node.name) {
    case "String":
      return quoted(contentOf(tree.text(node)) ?? "", tree, depth);
    case "BinaryExpression": {
      const sides = childrenOf(node).filter(({ name }) => name !== "BitOp");
      return anyOf(sides.map(inner));
    }
    case "MemberExpression": {
      const [head, ...parameters] = subscript(node);
      return head === undefined ? {} : generic(lastWord(tree.text(head)), parameters, { tree, inner });
    }
    case "None":
      return { type: "null" };
    default:
      return named(lastWord(tree.text(node)), tree, depth);
  }
}

function named(name: string, tree: SourceTree, depth: number): JsonObject {
  const known = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
  if (known !== undefined) return known;
  const found = tree.classes.get(name);
  return found === undefined ? {} : schemaOfClass(found, tree, depth + 1);
}

/** `"list[Host]"`: a hint in quotes is one all the same. */
function quoted(hint: string, tree: SourceTree, depth: number): JsonObject {
  const parsed = parser.parse(hint).topNode.firstChild?.firstChild ?? null;
  if (parsed === null) return {};
  const text = ({ from, to }: SyntaxNode) => hint.slice(from, to);
  return schemaOfHint(parsed, { ...tree, text }, depth + 1);
}

interface Around {
  readonly tree: SourceTree;
  readonly inner: (node: SyntaxNode) => JsonObject;
}

function generic(name: string, parameters: readonly SyntaxNode[], { tree, inner }: Around): JsonObject {
  const [first, second] = parameters;
  switch (name) {
    case "Optional":
      return first === undefined ? {} : anyOf([inner(first), { type: "null" }]);
    case "Union":
      return anyOf(parameters.map(inner));
    case "Literal": {
      const values = parameters.map((each) => literalOf(each, tree.text));
      return values.every((each) => each !== undefined) ? { enum: values } : {};
    }
    case "list":
    case "List":
    case "Sequence":
      return first === undefined ? { type: "array" } : { type: "array", items: inner(first) };
    case "dict":
    case "Dict":
    case "Mapping":
      return second === undefined
        ? { type: "object" }
        : { type: "object", additionalProperties: inner(second) };
    case "Annotated":
    case "NotRequired":
    case "Required":
      return first === undefined ? {} : inner(first);
    default:
      return Object.hasOwn(PLAIN, name) ? (PLAIN[name] ?? {}) : {};
  }
}

/** One of several: what may be anything takes them all in. */
function anyOf(schemas: readonly JsonObject[]): JsonObject {
  if (schemas.some((schema) => Object.keys(schema).length === 0)) return {};
  return schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: [...schemas] };
}

/** `class Host(TypedDict)`; of any other class nothing is known. */
function schemaOfClass(node: SyntaxNode, tree: SourceTree, depth: number): JsonObject {
  const bases = node.getChild("ArgList");
  if (bases === null || !/\bTypedDict\b/.test(tree.text(bases))) return {};
  const isTotal = !/\btotal\s*=\s*False\b/.test(tree.text(bases));
  const properties: [string, JsonValue][] = [];
  const required: string[] = [];
  for (const statement of childrenOf(node.getChild("Body") ?? node)) {
    const name = statement.name === "AssignStatement" ? statement.getChild("VariableName") : null;
    const hint = statement.getChild("TypeDef")?.lastChild;
    if (name === null || hint === null || hint === undefined) continue;
    properties.push([tree.text(name), schemaOfHint(hint, tree, depth)]);
    if (isTotal && !tree.text(hint).includes("NotRequired")) required.push(tree.text(name));
  }
  const says = docstringOf(node, tree.text).trim();
  return {
    type: "object",
    ...(says === "" ? {} : { description: says }),
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** `dict[str, int]`: what is before the bracket, and what is in it. */
function subscript(node: SyntaxNode): readonly SyntaxNode[] {
  const children = childrenOf(node);
  if (!children.some(({ name }) => name === "[")) return [node];
  return children
    .filter(({ name }) => name !== "[" && name !== "]" && name !== ",")
    .flatMap((child) => (child.name === "TupleExpression" ? childrenOf(child).slice(1, -1) : [child]));
}

/** `typing.Optional` → `Optional` */
function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).trim();
}
