import type { JsonValue } from "@riposte/plan";

/** What an import says of one thing in the file: what it is here, or what is missing, and how that is put right. */
export interface ReportEntry {
  readonly code: ReportCode;
  readonly weight: Weight;
  readonly message: string;
  /** In the file, from 1. */
  readonly line: number | null;
  /** The id of the step that it concerns; null: the playbook as a whole. */
  readonly node: string | null;
  /** The place within the step, as diagnostics write it: `arguments.uuid`. */
  readonly field?: string;
  /** What the import has put there: while it stands, the entry is open. Absent: nothing is to be done. */
  readonly left?: JsonValue;
  readonly wants?: Wanted;
}

/** `same`: it means here what it meant there; `changed`: look at it; `missing`: it does not run without you. */
export type Weight = "same" | "changed" | "missing";

const WEIGHTS = ["missing", "changed", "same"] as const satisfies readonly Weight[];

/** What is missing comes first. */
export function inOrder(entries: readonly ReportEntry[]): readonly ReportEntry[] {
  return entries.toSorted((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}

/** What would put it right, to be looked for in whatever the workspace has when the report is read. */
export type Wanted =
  | { readonly kind: "action"; readonly uuid: string; readonly module: string | null }
  | { readonly kind: "connector"; readonly type: string }
  | { readonly kind: "playbook"; readonly name: string }
  /** A script, or a playbook, that comes with the product. */
  | { readonly kind: "script"; readonly name: string }
  | { readonly kind: "template"; readonly name: string }
  | { readonly kind: "approver"; readonly approvers: readonly string[] };

export type ReportCode =
  | "playbook_read"
  | "action_mapped"
  | "action_missing"
  | "argument_dropped"
  | "credentials_dropped"
  | "connector_missing"
  | "connector_taken"
  | "trigger_mapped"
  | "trigger_replaced"
  | "trigger_missing"
  | "step_mapped"
  | "step_changed"
  | "step_missing"
  | "join_added"
  | "connection_dropped"
  | "condition_unread"
  | "template_changed"
  | "template_unread"
  | "playbook_missing"
  | "script_differs"
  | "approver_missing"
  | "value_to_fill_in"
  | "kept_for_export";
