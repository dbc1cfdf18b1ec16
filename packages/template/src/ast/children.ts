import type { Arguments, Expression, ExpressionKind, ExpressionOf } from "./expression.ts";

type Children = {
  readonly [Kind in ExpressionKind]: (node: ExpressionOf<Kind>) => readonly (Expression | null)[];
};

const CHILDREN: Children = {
  constant: () => [],
  name: () => [],
  tuple: (node) => node.items,
  list: (node) => node.items,
  dict: (node) => node.entries.flatMap((entry) => [entry.key, entry.value]),
  attribute: (node) => [node.object],
  item: (node) => [node.object, node.index],
  slice: (node) => [node.start, node.stop, node.step],
  call: (node) => [node.callee, ...argumentValues(node.arguments)],
  filter: (node) => [node.input, ...argumentValues(node.arguments)],
  test: (node) => [node.input, ...argumentValues(node.arguments)],
  conditional: (node) => [node.test, node.value, node.otherwise],
  logical: (node) => [node.left, node.right],
  not: (node) => [node.operand],
  unary: (node) => [node.operand],
  binary: (node) => [node.left, node.right],
  compare: (node) => [node.first, ...node.rest.map((link) => link.value)],
  concat: (node) => node.parts,
};

/** The expressions directly inside of this one, in the order of the text where that matters. */
export function childrenOf(node: Expression): readonly Expression[] {
  const children = CHILDREN[node.kind] as (node: Expression) => readonly (Expression | null)[];
  return children(node).filter((child) => child !== null);
}

function argumentValues(args: Arguments): readonly (Expression | null)[] {
  return [...args.positional, ...args.named.map((argument) => argument.value), args.rest, args.namedRest];
}
