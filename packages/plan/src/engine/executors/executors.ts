import type { StepKind } from "../../plan.ts";
import { action } from "./action.ts";
import { approval } from "./approval.ts";
import { condition } from "./condition.ts";
import type { Executor } from "./executor.ts";
import { fail } from "./fail.ts";
import { forEach } from "./for-each.ts";
import { join } from "./join.ts";
import { respond } from "./respond.ts";
import { returnStep } from "./return.ts";
import { set } from "./set.ts";
import { stop } from "./stop.ts";
import { subPlaybook } from "./sub-playbook.ts";
import { switchStep } from "./switch.ts";
import { wait } from "./wait.ts";
import { waitEvent } from "./wait-event.ts";
import { whileLoop } from "./while.ts";

const executors: { readonly [K in StepKind]: Executor<K> } = {
  action,
  condition,
  join,
  wait,
  wait_event: waitEvent,
  set,
  approval,
  respond,
  fail,
  switch: switchStep,
  stop,
  sub_playbook: subPlaybook,
  return: returnStep,
  for_each: forEach,
  while: whileLoop,
};

/** An executor only ever gets steps of its own kind, which the compiler cannot see through a lookup. */
export function executorOf(kind: StepKind): Executor<StepKind> {
  return executors[kind] as Executor<StepKind>;
}
