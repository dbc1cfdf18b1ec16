import type { Batch, Operation } from "@riposte/draft";

let batches = 0;
/** With an id that no other has. */
export function batch(...operations: Operation[]): Batch {
  return { id: `batch-${String((batches += 1)).padStart(8, "0")}`, label: "Change", operations };
}
export const label = (value: string): Operation => ({ op: "set", node: "note", field: ["label"], value });
export const note = (value: string): Operation => ({ op: "set", node: "note", field: ["note"], value });
