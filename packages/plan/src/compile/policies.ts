import type { StepNode } from "../graph.ts";
import { FAILURE_CODES } from "../failure.ts";
import { FAILURE_PORT } from "../ports.ts";
import { called } from "./called.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";

/** Retry, time-out, on failure and on loss: what cannot work, and what works otherwise than one may think. */
export function checkPolicies(draft: Draft, node: StepNode): Diagnostic[] {
  return [
    ...retryCodes(node),
    ...retryOfScript(draft, node),
    ...repetition(draft, node),
    ...limitsInVain(draft, node),
    ...withoutEffect(node),
    ...onFailure(draft, node),
  ];
}

function retryCodes(node: StepNode): Diagnostic[] {
  const known: readonly string[] = FAILURE_CODES;
  return (node.retry?.on ?? []).flatMap((code, at) =>
    known.includes(code)
      ? []
      : [
          error({
            code: "unknown_failure_code",
            message: `There is no failure called "${code}".`,
            node: node.id,
            field: `retry.on.${at}`,
            hint: `There are ${FAILURE_CODES.join(", ")}.`,
            ...didYouMean(code, FAILURE_CODES),
          }),
        ],
  );
}

/** A script that fails may have acted before: by itself only what says that a second try can help is tried again. */
function retryOfScript({ catalogue }: Draft, node: StepNode): Diagnostic[] {
  if (node.kind !== "action" || !retriesByItself(node) || !isScript(catalogue, node)) return [];
  return [
    warning({
      code: "retry_without_script",
      message: `"${called(node)}" is not tried again when its script fails, only where the script says that it can be (exit code 3).`,
      node: node.id,
      field: "retry.attempts",
      hint: 'Where running it twice does no harm, name "script_failed" among what is tried again.',
    }),
  ];
}

/** Nothing is said of what is tried again. */
function retriesByItself({ retry }: StepNode): boolean {
  return (retry?.attempts ?? 1) > 1 && (retry?.on ?? []).length === 0;
}

function isScript(catalogue: Draft["catalogue"], { action }: { readonly action: string }): boolean {
  return (catalogue.actions.get(action)?.script ?? null) !== null;
}

function repetition({ catalogue }: Draft, node: StepNode): Diagnostic[] {
  const action = node.kind === "action" ? catalogue.actions.get(node.action) : undefined;
  if (node.kind !== "action" || action === undefined || action.idempotent || action.effect === "read")
    return [];
  const found: Diagnostic[] = [];
  const failsForGood = retriesByItself(node) && action.script !== null;
  if ((node.retry?.attempts ?? 1) > 1 && !failsForGood) {
    found.push(
      warning({
        code: "retry_not_idempotent",
        message: `"${action.name}" is tried again after a failure, although doing it twice is not the same as once.`,
        node: node.id,
        field: "retry.attempts",
        hint: "Make sure that what failed has changed nothing, or do not retry it.",
      }),
    );
  }
  if (node.onLost === "rerun") {
    found.push(
      warning({
        code: "rerun_not_idempotent",
        message: `"${action.name}" runs again when its outcome was lost: it may then have been done twice.`,
        node: node.id,
        field: "onLost",
        hint: 'With "ask" a person looks first.',
      }),
    );
  }
  return found;
}

/** Only a script has a sandbox that could hold it to them. */
function limitsInVain({ catalogue }: Draft, node: StepNode): Diagnostic[] {
  if (node.kind !== "action" || node.limits === undefined) return [];
  const action = catalogue.actions.get(node.action);
  if (action === undefined || action.script !== null) return [];
  const message = `Limits change nothing on this step: "${action.name}" is no script.`;
  const hint = "Remove them.";
  return [warning({ code: "policy_without_effect", message, node: node.id, field: "limits", hint })];
}

const IN_WORDS = {
  timeout: "A time limit",
  retry: "Trying again",
  onFailure: "What happens on failure",
} as const;

/** These end in the same turn they start in, or when a person or the clock says so. */
function withoutEffect(node: StepNode): Diagnostic[] {
  if (node.kind === "action" || node.kind === "sub_playbook") return [];
  const unused: ("timeout" | "retry" | "onFailure")[] = [];
  if (node.timeout !== undefined) unused.push("timeout");
  if ((node.retry?.attempts ?? 1) > 1) unused.push("retry");
  const ends = node.kind === "fail" || node.kind === "stop" || node.kind === "return";
  if (ends && (node.onFailure ?? "stop") !== "stop") unused.push("onFailure");
  const found = unused.map((field) =>
    warning({
      code: "policy_without_effect",
      message: `${IN_WORDS[field]} changes nothing on this step.`,
      node: node.id,
      field,
      hint: "Remove it.",
    }),
  );
  if (node.kind === "approval" && node.onFailure === "continue") {
    const message = `"${called(node)}" would count as rejected when its question cannot be put together.`;
    const hint = 'Use "stop" or "branch" to see such a failure.';
    found.push(warning({ code: "policy_without_effect", message, node: node.id, field: "onFailure", hint }));
  }
  return found;
}

/** Nobody could say what else such a step gives. */
function asksInVain(node: StepNode): Diagnostic {
  const message = `Only an action can ask what becomes of its failure; "${called(node)}" is none.`;
  const hint = 'Choose "stop", "continue" or "branch".';
  return error({ code: "ask_of_other_kind", message, node: node.id, field: "onFailure", hint });
}

function onFailure({ usedPorts }: Draft, node: StepNode): Diagnostic[] {
  if (node.onFailure === "ask" && node.kind !== "action") return [asksInVain(node)];
  const ends = node.kind === "fail" || node.kind === "stop" || node.kind === "return";
  if (node.onFailure !== "branch" || ends) return [];
  if (usedPorts.get(node.id)?.has(FAILURE_PORT)) return [];
  return [
    warning({
      code: "failure_unhandled",
      message: `When "${called(node)}" fails, its path ends without a word: nothing is connected to "on_failure".`,
      node: node.id,
      field: "onFailure",
      hint: 'Connect "on_failure", or choose "stop".',
    }),
  ];
}
