import type { Operation } from "./operation.ts";

/** An operation that does not fit the graph it met: who made it saw another one. */
export class DraftError extends Error {
  override readonly name = "DraftError";
  readonly operation: Operation;

  constructor(operation: Operation, why: string) {
    super(`${nameOf(operation)} does not fit: ${why}`);
    this.operation = operation;
  }
}

function nameOf(operation: Operation): string {
  switch (operation.op) {
    case "add_node":
      return `add_node ${operation.node.id}`;
    case "set":
      return `set ${operation.node}.${operation.field.join(".")}`;
    case "remove_node":
    case "move":
      return `${operation.op} ${operation.node}`;
    case "add_edge":
    case "remove_edge": {
      const { from, port, to } = operation.edge;
      return `${operation.op} ${from}:${port} → ${to}`;
    }
  }
}
