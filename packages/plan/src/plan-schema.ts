import { z } from "zod";
import { jsonObject, jsonValue } from "./json.ts";
import type { Plan, PlanStep } from "./plan.ts";
import { KNOWN } from "./plan-versions.ts";

const retry = z.strictObject({
  attempts: z.int().min(1),
  initialDelayMs: z.number().min(0),
  factor: z.number().min(1),
  maxDelayMs: z.number().min(0),
  on: z.array(z.string()),
});

const approvalPolicy = z.strictObject({
  approvers: z.array(z.string()),
  expiresAfterMs: z.number().positive().nullable(),
  message: jsonValue,
});

const limit = z.int().positive();

const script = z.strictObject({
  hash: z.string(),
  entry: z.enum(["main", "plain", "module"]),
  command: z.string().optional(),
  memoryMb: z.number().positive(),
  name: z.string(),
  arguments: jsonObject.nullable().optional(),
  limits: z
    .strictObject({
      cpuSeconds: limit.optional(),
      processes: limit.optional(),
      outputMb: limit.optional(),
      diskMb: limit.optional(),
    })
    .optional(),
  python: z.string().optional(),
  requirements: z.string().optional(),
  network: z.strictObject({ internet: z.boolean(), hosts: z.array(z.string()) }).optional(),
});

const playbookLink = z.strictObject({ id: z.string(), name: z.string() });

const base = {
  id: z.string(),
  parent: z.string().exactOptional(),
  name: z.string(),
  label: z.string(),
  join: z.enum(["all", "any"]),
  reads: z.array(z.string()),
  readsTrigger: z.boolean(),
  readsVars: z.boolean(),
  readsLoop: z.literal(true).exactOptional(),
  runIf: z.string().exactOptional(),
  retry,
  timeoutMs: z.number().positive(),
  onFailure: z.enum(["stop", "continue", "branch", "ask"]),
};

const loop = {
  collect: jsonValue,
  collectReads: z.strictObject({
    reads: z.array(z.string()),
    readsTrigger: z.boolean(),
    readsVars: z.boolean(),
    readsLoop: z.boolean(),
  }),
  onItemFailure: z.enum(["stop", "skip", "collect"]),
};

const step = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("action"),
    ...base,
    action: z.string(),
    version: z.int(),
    effect: z.enum(["read", "write", "notify"]),
    idempotent: z.boolean(),
    execution: z.enum(["short", "long", "script"]),
    onLost: z.enum(["ask", "rerun"]),
    arguments: jsonObject,
    connector: z.string().nullable(),
    runnerGroup: z.string().exactOptional(),
    branches: z.array(z.string()).optional(),
    script: script.nullable(),
    approval: approvalPolicy.nullable(),
  }),
  z.strictObject({
    kind: z.literal("condition"),
    ...base,
    cases: z.array(z.strictObject({ name: z.string(), when: z.string() })),
  }),
  z.strictObject({ kind: z.literal("join"), ...base }),
  z.strictObject({
    kind: z.literal("wait"),
    ...base,
    seconds: jsonValue.nullable(),
    until: jsonValue.nullable(),
  }),
  z.strictObject({
    kind: z.literal("wait_event"),
    ...base,
    source: z.strictObject({ id: z.string(), name: z.string() }),
    key: jsonValue,
    eventKey: z.string().nullable(),
    condition: z.string().nullable(),
    timeoutAfter: jsonValue,
    lookBackMs: z.number().min(0),
  }),
  z.strictObject({
    kind: z.literal("set"),
    ...base,
    assignments: z.array(
      z.strictObject({
        name: z.string(),
        operation: z.enum(["append", "unset", "remove"]).exactOptional(),
        value: jsonValue,
      }),
    ),
  }),
  z.strictObject({ kind: z.literal("approval"), ...base, policy: approvalPolicy }),
  z.strictObject({ kind: z.literal("respond"), ...base, status: z.int(), body: jsonValue }),
  z.strictObject({ kind: z.literal("fail"), ...base, message: jsonValue }),
  z.strictObject({
    kind: z.literal("switch"),
    ...base,
    value: jsonValue,
    cases: z.array(z.strictObject({ name: z.string(), value: jsonValue })),
  }),
  z.strictObject({ kind: z.literal("stop"), ...base }),
  z.strictObject({
    kind: z.literal("sub_playbook"),
    ...base,
    playbook: playbookLink,
    arguments: jsonObject,
    limitMs: z.number().positive().nullable(),
    maxDepth: z.int().min(1).nullable(),
  }),
  z.strictObject({ kind: z.literal("return"), ...base, outputs: jsonObject }),
  z.strictObject({
    kind: z.literal("for_each"),
    ...base,
    ...loop,
    over: jsonValue,
    parallel: z.int().min(1).max(100),
  }),
  z.strictObject({
    kind: z.literal("while"),
    ...base,
    ...loop,
    condition: z.string(),
    mode: z.enum(["while", "until"]),
    test: z.enum(["before", "after"]),
    max: z.int().min(1),
    onMax: z.enum(["fail", "continue"]),
  }),
]) satisfies z.ZodType<PlanStep>;

export const planSchema = z.strictObject({
  ir: z.literal(KNOWN.ir),
  semantics: z.literal(KNOWN.semantics),
  name: z.string(),
  trigger: z.strictObject({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    config: jsonObject,
    onCancel: z.strictObject({ limitMs: z.number().positive() }).exactOptional(),
    script: script.exactOptional(),
    connector: z.string().exactOptional(),
  }),
  steps: z.array(step),
  edges: z.array(z.strictObject({ id: z.string(), from: z.string(), port: z.string(), to: z.string() })),
  gives: jsonObject.exactOptional(),
  onError: playbookLink.exactOptional(),
}) satisfies z.ZodType<Plan>;
