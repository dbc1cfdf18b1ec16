import type { FailureCode } from "@riposte/plan";
import type { RunStep } from "../client.ts";

type Failure = NonNullable<RunStep["failure"]>;

/** Where something failed: the step, if it was one, and whether its run is over. */
interface Place {
  readonly step: Pick<RunStep, "action" | "isUnresolved"> | undefined;
  readonly over: boolean;
}

/** What to do about a failure, for the person who reads the story. */
export function adviceFor(failure: Failure, place: Place): string {
  const { code } = failure;
  if (code === "limit_exceeded") return aboutLimit(failure, place);
  return code === "unknown_outcome" ? aboutUnknown(place) : advice[code];
}

const advice: Record<Exclude<FailureCode, "limit_exceeded" | "unknown_outcome">, string> = {
  template_error: "Correct the template in the playbook, apply it with --publish and run it again.",
  bad_arguments: "Correct the argument in the playbook, apply it with --publish and run it again.",
  not_found: "Check the id that was looked up; it may come from the event.",
  failed_on_purpose: "A step of the playbook ended the run with this message.",
  script_failed:
    "See the script's log above; correct the script, apply it, and publish the playbook again: it keeps the version it was published with.",
  rejected: "The outside said no: check what was sent and the connector's rights.",
  loop_limit:
    "Find out why the condition of the loop stays as it is, or raise its bound; onMax: continue goes on instead.",
  not_approved: "Nobody approved it; nothing was called.",
  unavailable:
    "Where it answered, it may have acted all the same: look there before you run it again. A retry on the step waits and tries what may be repeated.",
  timeout: "Give the step a longer timeout, or find out why it takes so long.",
  cancelled: "Somebody cancelled it.",
  connector_missing: "Apply a connector of that name; riposte apply --help shows how.",
  environment_missing:
    "Correct what the action requires, or its Python, and apply it again; riposte status shows the runner.",
  sandbox_unavailable: "riposte status says what the sandbox lacks on this machine.",
  egress_refused:
    "Its message names the rule, and who can change it: the author of the action, or an administrator.",
  internal: "This is a fault in Riposte: the server's log has more.",
};

/** Of a template the failure names the field. */
function aboutLimit({ field }: Failure, { step }: Place): string {
  if (field === "maxDepth") return "Find out why the playbook goes on calling itself, or raise maxDepth.";
  if (field !== undefined || step === undefined || step.action === null)
    return "Make the data or the template smaller, or split the step.";
  return step.action.startsWith("script.")
    ? "Give the script less to do, or raise the limit that is named above."
    : "No more fits in there: let the playbook do this less often, or elsewhere.";
}

function aboutUnknown({ step }: Place): string {
  return step?.isUnresolved === true
    ? "Check whether it happened, then say so with riposte resolve."
    : "Somebody has looked and said what became of it.";
}
