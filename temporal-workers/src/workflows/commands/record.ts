import type { EngineCommand } from "@riposte/plan";
import type { Host } from "../host.ts";

export function record(host: Host, command: Extract<EngineCommand, { kind: "record" }>): void {
  host.said.steps.push(command.record);
}

export function runRecord(host: Host, command: Extract<EngineCommand, { kind: "run_record" }>): void {
  host.said.run = command.record;
}

/** The end is not announced: the closing write says it, when it is certain. */
export function finish(host: Host, command: Extract<EngineCommand, { kind: "finish" }>): void {
  host.final = command.record;
}
