import type { OpenRun } from "@riposte/db";
import type { PlanStep } from "@riposte/plan";
import { expect, test } from "vitest";
import { standsStill } from "./stands-still.ts";

const plans = new Map([
  [
    "p",
    {
      byId: new Map(
        (["approval", "action", "for_each", "sub_playbook"] as const).map((kind) => [
          kind,
          { id: kind, name: kind, label: `The ${kind}`, kind } as PlanStep,
        ]),
      ),
    },
  ],
]);

type Told = readonly [step: string, state: OpenRun["steps"][number]["state"], scope?: string];

function open(id: string, state: OpenRun["state"], steps: readonly Told[], parent?: string): OpenRun {
  return {
    id,
    state,
    planHash: "p",
    parentId: parent ?? null,
    parentStep: parent === undefined ? null : "sub_playbook",
    parentScope: parent === undefined ? null : "",
    steps: steps.map(([step, at, scope = ""]) => ({ step, state: at, scope })),
  };
}

const asks = (runs: readonly OpenRun[]) =>
  standsStill(runs, plans)?.asked.map(({ run, name, scope }) => `${run} ${name} ${scope}`.trim()) ?? null;

test.each<[string, readonly OpenRun[], readonly string[] | null]>([
  ["a question to people", [open("r", "waiting", [["approval", "approval"]])], ["r approval"]],
  ["an outcome that nobody knows", [open("r", "waiting", [["action", "unknown"]])], ["r action"]],
  ["a failure that asks", [open("r", "waiting", [["action", "undecided"]])], ["r action"]],
  [
    "in a loop, which goes on as long as its iterations",
    [
      open("r", "waiting", [
        ["for_each", "running"],
        ["approval", "approval", "each[1]"],
      ]),
    ],
    ["r approval each[1]"],
  ],
  [
    "in a run that it called",
    [
      open("r", "running", [["sub_playbook", "running"]]),
      open("c", "waiting", [["approval", "approval"]], "r"),
    ],
    ["c approval"],
  ],
  [
    "beside it a step at work",
    [
      open("r", "waiting", [
        ["action", "unknown"],
        ["action", "running"],
      ]),
    ],
    null,
  ],
  [
    "beside it a step that waits",
    [
      open("r", "waiting", [
        ["approval", "approval"],
        ["action", "waiting"],
      ]),
    ],
    null,
  ],
  ["a run that goes on just now", [open("r", "running", [["approval", "approval"]])], null],
  [
    "a call whose run is not there yet",
    [
      open("r", "running", [
        ["approval", "approval"],
        ["sub_playbook", "running"],
      ]),
    ],
    null,
  ],
  [
    "a called run that goes on",
    [
      open("r", "running", [
        ["approval", "approval"],
        ["sub_playbook", "running"],
      ]),
      open("c", "running", [], "r"),
    ],
    null,
  ],
  ["a run that is over", [], null],
])("%s", (_, runs, expected) => {
  expect(asks(runs)).toEqual(expected);
});

test("a paused run waits for people, whatever its steps do", () => {
  expect(standsStill([open("r", "paused", [["action", "waiting"]])], plans)).toEqual({
    asked: [],
    paused: ["r"],
  });
});
