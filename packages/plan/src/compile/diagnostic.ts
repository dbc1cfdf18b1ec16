/** Something a person should know about a graph before it runs. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** With an error there is no plan. */
  readonly severity: "error" | "warning";
  readonly message: string;
  /** Id of the node it concerns; null for the graph as a whole. */
  readonly node: string | null;
  /** The place within the node, as a path: `arguments.uuid`, `cases.0.when`; for an edge `edges.3`. */
  readonly field?: string;
  /** Within the text of that field. */
  readonly range?: SourceRange;
  /** What to do about it. */
  readonly hint?: string;
}

export interface SourceRange {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** Each has its page: `docs/diagnostics/<code>.md`. */
export const DIAGNOSTIC_CODES = [
  "invalid_graph",
  "trigger_missing",
  "trigger_twice",
  "duplicate_id",
  "duplicate_name",
  "duplicate_edge",
  "duplicate_case",
  "unknown_node",
  "unknown_port",
  "edge_into_trigger",
  "edge_across_block",
  "unknown_parent",
  "cyclic_parent",
  "empty_loop",
  "cycle",
  "unreachable",
  "unknown_trigger",
  "unknown_action",
  "unknown_playbook",
  "playbook_not_callable",
  "playbook_cycle",
  "missing_argument",
  "unknown_argument",
  "wrong_argument",
  "broken_schema",
  "connector_missing",
  "connector_unknown",
  "connector_type",
  "connector_unused",
  "runner_group_unknown",
  "runner_group_differs",
  "runner_group_in_vain",
  "interpreter_missing",
  "template_syntax",
  "unknown_filter",
  "unknown_test",
  "unknown_method",
  "uncalled_method",
  "filter_arguments",
  "bad_pattern",
  "unknown_step",
  "unknown_name",
  "unknown_field",
  "unknown_variable",
  "not_before",
  "not_in_block",
  "not_always_before",
  "not_always_set",
  "wrong_type",
  "not_a_list",
  "parallel_append",
  "dead_branch",
  "secret_printed",
  "unknown_failure_code",
  "retry_without_script",
  "retry_not_idempotent",
  "rerun_not_idempotent",
  "policy_without_effect",
  "failure_unhandled",
  "ask_of_other_kind",
  "cancel_crossed",
  "cancel_unconnected",
  "bad_wait",
  "unknown_source",
  "any_event",
  "unknown_role",
  "doubtful_approver",
  "approver_cannot_decide",
] as const;

export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number];

type Details = Omit<Diagnostic, "severity">;

export function error(details: Details): Diagnostic {
  return { severity: "error", ...details };
}

export function warning(details: Details): Diagnostic {
  return { severity: "warning", ...details };
}
