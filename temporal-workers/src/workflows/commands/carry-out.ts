import type { EngineCommand } from "@riposte/plan";
import type { Host } from "../host.ts";
import { askApproval, closeApproval } from "./approval.ts";
import { callAction, cancelAction, leaveTurn } from "./call-action.ts";
import { cancelChild, startChild } from "./child.ts";
import { finish, record, runRecord } from "./record.ts";
import { archive } from "../archive.ts";
import { gather, pause, slice, storeValue } from "./loop.ts";
import { render } from "./render.ts";
import { respond } from "./respond.ts";
import { cancelTimer, startTimer } from "./timer.ts";
import { awaitEvent, closeWait } from "./wait-event.ts";

type CommandOf<K extends EngineCommand["kind"]> = Extract<EngineCommand, { kind: K }>;
type Executors = { readonly [K in EngineCommand["kind"]]: (host: Host, command: CommandOf<K>) => void };

const executors: Executors = {
  render,
  slice,
  gather,
  store_value: storeValue,
  pause,
  archive,
  start_child: startChild,
  cancel_child: cancelChild,
  call_action: callAction,
  cancel_action: cancelAction,
  leave_turn: leaveTurn,
  start_timer: startTimer,
  cancel_timer: cancelTimer,
  ask_approval: askApproval,
  close_approval: closeApproval,
  await_event: awaitEvent,
  close_wait: closeWait,
  respond,
  record,
  run_record: runRecord,
  finish,
};

/** The engine's `outstanding` names these again on the next history. */
const STARTS: ReadonlySet<EngineCommand["kind"]> = new Set([
  "render",
  "slice",
  "gather",
  "store_value",
  "pause",
  "start_child",
  "call_action",
  "start_timer",
  "ask_approval",
  "await_event",
  "respond",
]);

export function carryOut(host: Host, command: EngineCommand): void {
  if (host.draining && STARTS.has(command.kind)) return;
  const execute = executors[command.kind] as (host: Host, command: EngineCommand) => void;
  execute(host, command);
}
