import type { Data } from "@riposte/template";
import { Fault } from "../fault.ts";
import { dictAt, inner, listAt, neededText, textAt, wrong } from "../json/members.ts";
import type { Members } from "../json/members.ts";

const STEP_TYPES = [
  "start",
  "end",
  "action",
  "playbook-action",
  "parallel",
  "if-condition",
  "while-condition",
  "switch-condition",
] as const;

export type StepType = (typeof STEP_TYPES)[number];

export interface CacaoStep {
  readonly id: string;
  readonly type: StepType;
  readonly members: Members;
  readonly name: string;
  /** Whether it goes well or not. */
  readonly onCompletion: string | null;
  readonly onSuccess: string | null;
  readonly onFailure: string | null;
  readonly onTrue: string | null;
  readonly onFalse: string | null;
  readonly nextSteps: readonly string[];
  /** Of a switch, by the value. */
  readonly cases: ReadonlyMap<string, string>;
}

export interface CacaoPlaybook {
  readonly members: Members;
  readonly steps: ReadonlyMap<string, CacaoStep>;
  readonly start: CacaoStep;
}

/** @throws Fault with the line of what is not as it must be */
export function readCacaoPlaybook(members: Members): CacaoPlaybook {
  const version = neededText(members, "spec_version");
  if (version !== "cacao-2.0") {
    const message = `the playbook is of ${JSON.stringify(version)}, and "cacao-2.0" is read. Convert it first.`;
    throw new Fault(message, members.lineOf([...members.path, "spec_version"]));
  }
  const workflow = inner(members, "workflow");
  const steps = new Map([...workflow.data.keys()].map((id) => [id, readStep(workflow, id, workflow.data)]));
  const startId = neededText(members, "workflow_start");
  const start = steps.get(startId);
  if (start === undefined) {
    const message = `the workflow starts with the step ${startId}, which is not there.`;
    throw new Fault(message, members.lineOf([...members.path, "workflow_start"]));
  }
  return { members, steps, start };
}

function readStep(workflow: Members, id: string, all: ReadonlyMap<string, Data>): CacaoStep {
  const members = inner(workflow, id);
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
    const message = `a step is called ${JSON.stringify(id)}: it must be as action--, and a UUID.`;
    throw new Fault(message, workflow.lineOf([...workflow.path, id]));
  }
  const written = neededText(members, "type");
  const type = STEP_TYPES.find((each) => each === written);
  if (type === undefined) {
    const message = `the step ${id} is of the type ${JSON.stringify(written)}: it must be ${STEP_TYPES.join(", ")}.`;
    throw new Fault(message, members.lineOf([...members.path, "type"]));
  }
  const known = (target: string, path: Members["path"]) => {
    if (all.has(target)) return target;
    throw new Fault(`the step ${id} leads to ${target}, which is not there.`, members.lineOf(path));
  };
  const to = (key: string) => {
    const target = textAt(members, key);
    return target === null ? null : known(target, [...members.path, key]);
  };
  return {
    id,
    type,
    members,
    name: textAt(members, "name") ?? "",
    onCompletion: to("on_completion"),
    onSuccess: to("on_success"),
    onFailure: to("on_failure"),
    onTrue: to("on_true"),
    onFalse: to("on_false"),
    nextSteps: listAt(members, "next_steps").map((target, at) =>
      known(asText(members, "next_steps", target), [...members.path, "next_steps", at]),
    ),
    cases: new Map(
      [...dictAt(members, "cases")].map(([value, target]) => [
        value,
        known(asText(members, "cases", target), [...members.path, "cases", value]),
      ]),
    ),
  };
}

function asText(members: Members, key: string, target: Data): string {
  if (typeof target === "string") return target;
  throw wrong(members, key, "the ids of steps", target);
}
