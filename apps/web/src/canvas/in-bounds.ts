import type { Operation } from "@riposte/draft";
import { withinBounds } from "@riposte/plan";
import type { Point } from "./measures.ts";

/** What is pushed, pasted or dragged over the border stays at it: the server puts nothing beyond. */
export function inBounds(operations: readonly Operation[]): readonly Operation[] {
  return operations.every(isInside) ? operations : operations.map(brought);
}

function isInside(operation: Operation): boolean {
  const at = placeIn(operation);
  return at === undefined || (at.x === withinBounds(at.x) && at.y === withinBounds(at.y));
}

function brought(operation: Operation): Operation {
  const at = placeIn(operation);
  if (at === undefined) return operation;
  const position = { x: withinBounds(at.x), y: withinBounds(at.y) };
  if (operation.op === "move") return { ...operation, ...position };
  return operation.op === "add_node" ? { ...operation, node: { ...operation.node, position } } : operation;
}

function placeIn(operation: Operation): Point | undefined {
  if (operation.op === "move") return operation;
  return operation.op === "add_node" ? operation.node.position : undefined;
}
