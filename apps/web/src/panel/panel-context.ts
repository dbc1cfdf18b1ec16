import type { DraftNode, FieldPath } from "@riposte/draft";
import type { Catalogue, Diagnostic, JsonValue } from "@riposte/plan";
import { createContext, useContext } from "react";
import type { Sample, Scope } from "./data/scope.ts";

/** A text field that has the cursor, or had it last: paths from the tree of data go there. */
export type PathTaker = (path: string) => void;

export interface FieldChange {
  readonly field: FieldPath;
  /** Absent: the field goes. */
  readonly value?: JsonValue | undefined;
}

/** What the fields of a step's panel share. */
export interface Panel {
  readonly node: DraftNode;
  readonly catalogue: Catalogue;
  readonly mayWrite: boolean;
  readonly problems: readonly Diagnostic[];
  readonly scope: Scope;
  readonly sample: Sample;
  /** One gesture; `what` is what undo calls the field: "Content". */
  readonly set: (what: string, ...changes: readonly FieldChange[]) => void;
  /** The field that the cursor is in says so. */
  readonly offerInsert: (taker: PathTaker) => void;
  /** Writes a path into it; false: there is none yet. */
  readonly insert: (path: string) => boolean;
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error("This belongs into a step's panel.");
  return panel;
}

/** As diagnostics write it. */
export function fieldText(field: FieldPath): string {
  return field.join(".");
}

/** What is wrong at the field, or within it. */
export function useProblems(field: FieldPath): readonly Diagnostic[] {
  const { problems } = usePanel();
  const path = fieldText(field);
  return problems.filter((problem) => problem.field === path || problem.field?.startsWith(`${path}.`));
}
