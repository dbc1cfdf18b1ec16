import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { historyFromJSON } from "@temporalio/common/lib/proto-utils.js";
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import type { WorkflowBundle } from "@temporalio/worker";
import { KNOWN, parsePlan } from "@riposte/plan";
import type { PlanStep } from "@riposte/plan";
import { createWorkerDataConverter } from "@riposte/temporal";
import { loadKeyring, openVault } from "@riposte/vault";
import { beforeAll, expect, test } from "vitest";
import { recordSinks } from "../records/record-sinks.ts";
import { bundleOptions } from "./workflow-bundle.ts";

// Golden histories: how runs went that an earlier version began. tests/histories/record.ts makes them.

const folder = join(import.meta.dirname, "../../../tests/histories");
const names = (await readdir(folder)).filter((name) => name.endsWith(".json") && name !== "keyring.json");

interface Golden {
  readonly workflowId: string;
  readonly plan: string;
  readonly histories: readonly string[];
}

let bundle: WorkflowBundle;
/** Of each golden file, how each of its histories was replayed: null, or what went wrong. */
let replayed: ReadonlyMap<string, readonly (Error | null)[]>;
beforeAll(async () => {
  const logger = new DefaultLogger("ERROR");
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { filter: "ERROR" } } });
  bundle = await bundleWorkflowCode(bundleOptions({ logger, stacks: true }));
  const all = await Promise.all(names.map(golden));
  const ends = await replay(all);
  replayed = new Map(names.map((name, at) => [name, ends.splice(0, all[at]?.histories.length)]));
}, 120_000);

const nobody = { tell: () => {} };

async function golden(name: string): Promise<Golden> {
  return JSON.parse(await readFile(join(folder, name), "utf8")) as Golden;
}

/** All by one worker, as they come to one: to start it takes longer than the histories. */
async function replay(all: readonly Golden[]): Promise<(Error | null)[]> {
  const vault = openVault(await loadKeyring(join(folder, "keyring.json")));
  const plans = new Map(all.map(({ plan }) => [createHash("sha256").update(plan).digest("hex"), plan]));
  const options = {
    workflowBundle: bundle,
    dataConverter: createWorkerDataConverter(vault, async (wanted) => plans.get(wanted) ?? null),
    sinks: recordSinks(nobody),
    reuseV8Context: true,
  };
  const histories = all.flatMap(({ workflowId, histories }) =>
    histories.map((history) => ({ workflowId, history: historyFromJSON(JSON.parse(history)) })),
  );
  const ends: (Error | null)[] = [];
  for await (const { error } of Worker.runReplayHistories(options, histories)) ends.push(error ?? null);
  return ends;
}

test("the engine is evaluated once a thread, not once a run", () => {
  const { code } = bundle as { readonly code: string };
  const preload = /preloadModules = function[\s\S]*?\n\}/u.exec(code)?.[0] ?? "";
  expect(preload).toContain("packages/plan/src/index.ts");
  expect(preload).toContain("workflows/plans.ts");
});

test("the workflow's code is not rewritten for engines of old", () => {
  const { code } = bundle as { readonly code: string };
  expect(code).not.toMatch(/_class_private_field_init|_object_spread/u);
});

/** The compiler misses one that is new. */
const KINDS = Object.keys({
  action: true,
  condition: true,
  join: true,
  wait: true,
  wait_event: true,
  set: true,
  approval: true,
  respond: true,
  fail: true,
  switch: true,
  stop: true,
  sub_playbook: true,
  return: true,
  for_each: true,
  while: true,
} satisfies Record<PlanStep["kind"], true>);

test("every kind of step, each join, each way to call an action and every known meaning has a golden history", async () => {
  const plans = (await Promise.all(names.map(golden))).map(({ plan }) => parsePlan(plan));
  const steps = plans.flatMap((plan) => plan.steps);
  expect([...new Set(steps.map(({ kind }) => kind))].toSorted()).toEqual(KINDS.toSorted());
  expect(new Set(steps.map(({ join }) => join))).toEqual(new Set(["all", "any"]));
  const calls = steps.flatMap((step) => (step.kind === "action" ? [step.execution] : []));
  expect(new Set(calls)).toEqual(new Set(["short", "long", "script"]));
  expect(new Set(plans.map(({ ir }) => ir))).toEqual(new Set(KNOWN.ir));
  expect(new Set(plans.map(({ semantics }) => semantics))).toEqual(new Set(KNOWN.semantics));
});

test.each(names)("%s replays", async (name) => {
  const { histories } = await golden(name);
  expect(replayed.get(name)).toEqual(histories.map(() => null));
});

test("a golden history has scripts that went past Temporal, and one that was asked for through it after all", async () => {
  const { histories, plan } = await golden("short-scripts.json");
  expect(parsePlan(plan).steps.filter(({ kind }) => kind === "action")).toHaveLength(3);
  expect(histories.join("").match(/"run_script"/g)).toHaveLength(1);
});

test("a history that went otherwise is noticed", async () => {
  const { histories, ...rest } = await golden("retry-and-timers.json");
  const [first = ""] = histories;
  const changed = first.replaceAll('"run_script"', '"run_something"');
  expect(changed).not.toBe(first);
  expect(await replay([{ ...rest, histories: [changed] }])).toMatchObject([
    { name: "DeterminismViolationError" },
  ]);
}, 60_000);
