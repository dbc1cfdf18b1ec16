import { decodeData, encodeData, fromPlain, toPlain } from "@riposte/template";
import { compile } from "../compile/compile.ts";
import { testCatalogue } from "../compile/test-catalogue.ts";
import type { Payload } from "../payload.ts";
import { isBlob, toPayload } from "../payload.ts";
import type { Plan } from "../plan.ts";
import { renderCommand } from "../render/command.ts";
import type { RenderCommand } from "../render/command.ts";
import { advance } from "./advance.ts";
import type { EngineCommand, RunFacts, StepRecord } from "./protocol.ts";
import type { Answer } from "./run-to-end.ts";
import type { EngineState } from "./state.ts";
import { createState } from "./state.ts";

type Json = Record<string, unknown>;

export const START = Date.UTC(2026, 10, 21, 8);

export const FACTS: RunFacts = {
  id: "run_1",
  playbook: "Test",
  playbookId: "pb_1",
  version: 3,
  workspaceId: "ws_default",
  simulate: false,
  startedAt: START,
};

/** A plan from steps and edges, these written `from[:port] to`; `t` is the trigger, with `more` to it. */
export function planOf(nodes: readonly Json[], edges: readonly string[], more: Json = {}): Plan {
  const trigger = { id: "t", kind: "trigger", name: "hook", trigger: "manual", ...more };
  const graph = {
    nodes: [trigger, ...nodes.map((node) => ({ name: node["id"], ...node }))],
    edges: edges.map((text) => {
      const [source = "", to = ""] = text.split(" ");
      const [from, port = "default"] = source.split(":");
      return { from, port, to };
    }),
  };
  const { plan, diagnostics } = compile(graph, { name: "Test", catalogue: testCatalogue });
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

export function comment(id: string, more: Json = {}): Json {
  return { id, kind: "action", action: "test.comment", arguments: { uuid: "u", text: "x" }, ...more };
}

/** A run that a test leads by the hand, event by event. */
export class TestRun {
  readonly plan: Plan;
  readonly state: EngineState;
  readonly all: EngineCommand[] = [];
  readonly blobs = new Map<string, string>();
  now = START;

  constructor(plan: Plan, trigger: unknown = {}, facts: Partial<RunFacts> = {}) {
    this.plan = plan;
    this.state = createState(plan);
    const payload = isPayload(trigger) ? trigger : toPayload(fromPlain(trigger));
    this.feed({ kind: "started", trigger: payload, run: { ...FACTS, ...facts } });
  }

  /** The commands of this one event. */
  feed(event: Answer): EngineCommand[] {
    this.now += 1_000;
    const { commands } = advance(this.plan, this.state, { ...event, now: this.now });
    this.all.push(...commands);
    return commands;
  }

  done(step: string, output: unknown = {}, attempt = 1): EngineCommand[] {
    return this.feed({ kind: "action_done", step, attempt, output: toPayload(fromPlain(output)) });
  }

  failed(step: string, retryable = false, attempt = 1): EngineCommand[] {
    const failure = { code: "unavailable", message: "It did not answer.", retryable } as const;
    return this.feed({ kind: "action_failed", step, attempt, failure });
  }

  unknown(step: string, attempt = 1): EngineCommand[] {
    const failure = { code: "unknown_outcome", message: "Lost.", retryable: false } as const;
    return this.feed({ kind: "action_unknown", step, attempt, failure });
  }

  /** What a host does with a `render` command. */
  render(command: RenderCommand): EngineCommand[] {
    const rendered = Object.entries(renderCommand(command, this.blobs));
    const fields = Object.fromEntries(rendered.map(([field, data]) => [field, toPayload(data)]));
    return this.feed({ kind: "rendered", step: command.step, attempt: command.attempt, fields });
  }

  blob(hash: string, value: unknown): Payload {
    const text = encodeData(fromPlain(value));
    this.blobs.set(hash, text);
    return { kind: "blob", hash, bytes: text.length, preview: text.slice(0, 200) };
  }

  record(step: string): StepRecord | undefined {
    const records = this.all.flatMap((command) => (command.kind === "record" ? [command.record] : []));
    return records.findLast((record) => record.step === step);
  }

  last<K extends EngineCommand["kind"]>(kind: K): Extract<EngineCommand, { kind: K }> | undefined {
    return this.all.findLast(
      (command): command is Extract<EngineCommand, { kind: K }> => command.kind === kind,
    );
  }

  kinds(): string[] {
    return this.all.map(({ kind }) => kind);
  }
}

export function valueOf(payload: Payload | null | undefined): unknown {
  if (payload === null || payload === undefined || isBlob(payload)) return payload;
  return toPlain(decodeData(payload.json));
}

function isPayload(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "blob";
}
