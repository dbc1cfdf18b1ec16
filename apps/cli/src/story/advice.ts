import type { FailureCode } from "@riposte/plan";

/** What to do about a failure, for the person who reads the story. */
export const advice: Record<FailureCode, string> = {
  template_error: "Correct the template in the playbook, apply it with --publish and run it again.",
  bad_arguments: "Correct the argument in the playbook, apply it with --publish and run it again.",
  not_found: "Check the id that was looked up; it may come from the event.",
  failed_on_purpose: "A step of the playbook ended the run with this message.",
  limit_exceeded: "Make the data or the template smaller, or split the step.",
  script_failed: "See the script's log above; correct the script and apply it.",
  rejected: "The outside said no: check what was sent and the connector's rights.",
  unavailable: "The outside did not answer in time: run it again, or let the step retry.",
  timeout: "Give the step a longer timeout, or find out why it takes so long.",
  unknown_outcome: "Check whether it happened, then say so with riposte resolve.",
  cancelled: "Somebody cancelled it.",
  connector_missing: "Apply a connector of that name; riposte apply --help shows how.",
  sandbox_unavailable: "riposte status says what the sandbox lacks on this machine.",
  egress_refused: "The address is not allowed: private addresses are refused unless an admin allows them.",
  internal: "This is a fault in Riposte: the server's log has more.",
};
