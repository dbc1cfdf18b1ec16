import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { ActionEntry, JsonValue } from "@riposte/plan";
import { spanWords } from "../fields/time-units.ts";
import { plainText } from "../fields/literal.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import { isObject } from "../schema/resolve.ts";

/** A policy with the place of its value in the step. */
export interface Policy {
  readonly within: readonly string[];
  readonly spec: FieldSpec;
}

const ON_FAILURE: FieldSpec = {
  name: "onFailure",
  label: "On failure",
  help: null,
  isRequired: false,
  fallback: "Stop the run",
  control: {
    kind: "choice",
    options: [
      { value: "stop", label: "Stop the run" },
      { value: "continue", label: "Go on as if it had worked, without output" },
      { value: "branch", label: "Go on at a way out of its own" },
    ],
  },
};

/** Of an action, for whoever skips it has to say what it would have given. */
const ACTION_ON_FAILURE: FieldSpec = {
  ...ON_FAILURE,
  control: {
    kind: "choice",
    options: [
      ...(ON_FAILURE.control.kind === "choice" ? ON_FAILURE.control.options : []),
      { value: "ask", label: "Ask a person: again, skip it, or let it fail" },
    ],
  },
};

const JOIN: FieldSpec = {
  name: "join",
  label: "With several ways in",
  help: null,
  isRequired: false,
  fallback: "Wait for all of them",
  control: {
    kind: "choice",
    options: [
      { value: "all", label: "Wait for all of them" },
      { value: "any", label: "Start with the first that arrives" },
    ],
  },
};

const ON_LOST: FieldSpec = {
  name: "onLost",
  label: "When its outcome is lost",
  help: "After a crash nobody may know whether it was done.",
  isRequired: false,
  fallback: undefined,
  control: {
    kind: "choice",
    options: [
      { value: "ask", label: "Ask a person" },
      { value: "rerun", label: "Do it again" },
    ],
  },
};

const ATTEMPTS = number("attempts", "Tries at most", { fallback: 1, isWhole: true });
const DELAY = seconds("delay", "First pause between tries", "1");
const FACTOR = number("factor", "Pauses grow by", { fallback: 2, isWhole: false });
/** What a second try could change. */
const MAY_PASS: Readonly<Record<string, string>> = {
  unavailable: "No answer, or a request to try later",
  timeout: "It took too long",
  script_failed: "Its script failed",
  rejected: "The other side refused it",
  limit_exceeded: "It went over a limit",
  not_found: "What it looks for is not there",
  environment_missing: "Its Python or its packages were not there",
  sandbox_unavailable: "There was no sandbox",
};
const MAX_DELAY = seconds("maxDelay", "Longest pause", "3600");

/** What can be said of a step of this kind that changes anything. */
export function policiesOf(
  node: DraftNode,
  around: { graph: DraftGraph; entry: ActionEntry | undefined },
): readonly Policy[] {
  const { graph, entry } = around;
  if (node.kind === "note") return [];
  const waysIn = graph.edges.filter(({ to }) => to === node.id).length;
  const joins = node.kind === "join" || waysIn > 1 || node["join"] !== undefined;
  const isAction = node.kind === "action";
  const calls = isAction || node.kind === "sub_playbook";
  const hasRetry = calls || node["retry"] !== undefined;
  const retries = isObject(node["retry"]) && Number(node["retry"]["attempts"]) > 1;
  const limit = entry === undefined ? undefined : String(entry.timeoutMs / 1_000);
  return [
    ...(joins && node.kind !== "join" ? [at([], JOIN)] : []),
    ...(hasRetry ? [at(["retry"], ATTEMPTS)] : []),
    ...(hasRetry && retries
      ? [
          at(["retry"], DELAY),
          at(["retry"], FACTOR),
          at(["retry"], MAX_DELAY),
          at(["retry"], retriedAfter(node["retry"])),
        ]
      : []),
    ...(calls || node["timeout"] !== undefined
      ? [at([], seconds("timeout", "Time limit for one try", limit))]
      : []),
    ...(isAction && (Boolean(entry?.script) || node["limits"] !== undefined) ? scriptLimits(entry) : []),
    ...(endsRun(node) && node["onFailure"] === undefined
      ? []
      : [at([], isAction ? ACTION_ON_FAILURE : ON_FAILURE)]),
    ...(isAction && entry?.effect !== "read" ? [at([], onLost(entry))] : []),
  ];
}

/** With what the step names already, so that it can be taken out again. */
function retriedAfter(retry: JsonValue | undefined): FieldSpec {
  const on = isObject(retry) && Array.isArray(retry["on"]) ? retry["on"].map((code) => plainText(code)) : [];
  const codes = new Set([...Object.keys(MAY_PASS), ...on]);
  return {
    name: "on",
    label: "Tried again after",
    help: "Where none is chosen: after what says of itself that a second try can help. A script that fails does not.",
    isRequired: false,
    fallback: undefined,
    control: {
      kind: "choices",
      options: [...codes].map((value) => ({ value, label: MAY_PASS[value] ?? value })),
    },
  };
}

/** Those of the action, or what is usual, where the step asks for nothing. */
function scriptLimits(entry: ActionEntry | undefined): readonly Policy[] {
  const { memoryMb, limits } = entry?.script ?? {};
  const whole = (name: string, label: string, fallback: number | undefined): Policy => {
    const control = { kind: "number", isWhole: true } as const;
    return at(["limits"], { name, label, help: null, isRequired: false, fallback, control });
  };
  return [
    whole("cpu", "Processor time, seconds", limits?.cpuSeconds),
    whole("memory", "Memory, MB", memoryMb),
    whole("processes", "Processes and threads", limits?.processes ?? 64),
    whole("disk", "Disk, MB", limits?.diskMb ?? 64),
    whole("output", "Result and log, MB", limits?.outputMb),
  ];
}

/** The join step's own field. */
export const JOIN_POLICY: Policy = at([], { ...JOIN, label: "It goes on", isRequired: false });

/** "Up to 3 tries, 10 seconds each; on failure the run stops." */
export function policyWords(node: DraftNode, entry: ActionEntry | undefined): string {
  const retry = isObject(node["retry"]) ? Number(node["retry"]["attempts"]) : 1;
  const limit = limitOf(node["timeout"], entry);
  const parts = [
    ...(node.kind === "action" || node.kind === "sub_playbook"
      ? [`${retry > 1 ? `Up to ${retry} tries` : "One try"}${limit}`]
      : []),
    ...(endsRun(node) ? [] : [FAILURE_WORDS[plainText(node["onFailure"])] ?? "on failure the run stops"]),
    ...(node["join"] === "any" ? ["starts with the first way in"] : []),
  ];
  const said = parts.join("; ");
  return said === "" ? "As usual." : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

function endsRun({ kind }: DraftNode): boolean {
  return kind === "fail" || kind === "stop" || kind === "return";
}

const FAILURE_WORDS: Readonly<Record<string, string>> = {
  continue: "on failure it goes on",
  branch: "on failure it goes its own way",
  ask: "on failure it asks a person",
};

function limitOf(timeout: JsonValue | undefined, entry: ActionEntry | undefined): string {
  const given = typeof timeout === "number" ? timeout : entry === undefined ? null : entry.timeoutMs / 1_000;
  return given === null ? "" : ` of ${spanWords(given)} at most`;
}

function onLost(entry: ActionEntry | undefined): FieldSpec {
  return { ...ON_LOST, fallback: entry?.idempotent === true ? "Do it again" : "Ask a person" };
}

function at(within: readonly string[], spec: FieldSpec): Policy {
  return { within, spec };
}

function number(name: string, label: string, more: { fallback: number; isWhole: boolean }): FieldSpec {
  const { fallback, isWhole } = more;
  return { name, label, help: null, isRequired: false, fallback, control: { kind: "number", isWhole } };
}

function seconds(name: string, label: string, fallback: string | undefined): FieldSpec {
  return { name, label, help: null, isRequired: false, fallback, control: { kind: "seconds" } };
}
