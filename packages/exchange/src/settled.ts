import { equal, valueAt } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import type { ReportEntry } from "./report.ts";

/** Nothing is left to do: the step is gone, or what the import had left in the field is no longer there. */
export function isSettled({ node, field, left, weight }: ReportEntry, graph: DraftGraph): boolean {
  if (weight === "same" || node === null) return true;
  const step = graph.nodes.find(({ id }) => id === node);
  if (step === undefined) return true;
  if (field === undefined || left === undefined) return false;
  return !equal(valueAt(step, pathOf(field)) ?? null, left);
}

/** `cases.0.when` as a way into the step. */
export function pathOf(field: string): readonly (string | number)[] {
  return field.split(".").map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part));
}
