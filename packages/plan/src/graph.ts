import { z } from "zod";
import { jsonObject, jsonValue } from "./json.ts";
import { MOST_STEPS } from "./most-steps.ts";
import { place } from "./place-bounds.ts";
import { scriptLimits } from "./script-limits.ts";

/**
 * What the canvas draws and `riposte apply` reads: nodes, edges between named ports, positions.
 * A string in an argument that holds `{{`, `{%` or `{#` is a template.
 */
const template = jsonValue;

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be made of letters, digits, _ and -, 64 at most");
const name = z
  .string()
  .regex(
    /^[a-z_][a-z0-9_]{0,63}$/,
    "must be made of a to z, 0 to 9 and _, 64 at most, and begin with no digit: get_alert",
  );

/** Durations are seconds. */
const common = {
  id,
  /** What templates call it: `steps.<name>`. */
  name,
  label: z.string().max(200).optional(),
  note: z.string().max(10_000).optional(),
  position: place.optional(),
  /** Id of the loop whose body it stands in. */
  parent: z.string().optional(),
  /** What a file of another product said of it that means nothing here: kept for an export, and never run. */
  foreign: jsonObject.optional(),
};

const policies = {
  retry: z
    .object({
      attempts: z.int().min(1).max(100),
      delay: z.number().min(0).max(86_400).optional(),
      factor: z.number().min(1).max(10).optional(),
      maxDelay: z.number().min(0).max(86_400).optional(),
      on: z.array(z.string()).optional(),
    })
    .strict()
    .optional(),
  timeout: z.number().positive().max(86_400).optional(),
  /** `ask`, for actions alone: a person says what becomes of it. */
  onFailure: z.enum(["stop", "continue", "branch", "ask"]).optional(),
  join: z.enum(["all", "any"]).optional(),
  /** An expression without braces: where it is false the step is passed over. */
  runIf: z.string().optional(),
};

/** What loops have in common. */
const loop = {
  /** What each iteration gives; rendered at its end, within it. */
  collect: template.optional(),
  onItemFailure: z.enum(["stop", "skip", "collect"]).optional(),
};

const approval = z
  .object({
    approvers: z.array(z.string().min(1)).min(1),
    /** Seconds until it expires, a year at most; absent: never. */
    expiresAfter: z.number().positive().max(31_622_400).optional(),
    message: template.optional(),
  })
  .strict();

export const triggerNode = z
  .object({
    ...common,
    kind: z.literal("trigger"),
    trigger: z.string(),
    config: jsonObject.default({}),
    /** Of a module's: the name of what holds its settings and secrets. */
    connector: z.string().optional(),
    /** Id or name of the playbook that is started when a run of this one fails. */
    onError: z.string().optional(),
    /** The most seconds for what runs from the port `on_cancel` when a run is cancelled; absent: nothing does. */
    onCancel: z.number().positive().max(86_400).optional(),
  })
  .strict();

/** For readers of the drawing: it has no ports and does not run. */
export const noteNode = z
  .object({
    ...common,
    kind: z.literal("note"),
    /** Ids of the steps that are drawn together under its title: it is a group then. */
    holds: z.array(z.string().max(64)).max(MOST_STEPS).optional(),
  })
  .strict();

export const stepNode = z.discriminatedUnion("kind", [
  z
    .object({
      ...common,
      ...policies,
      kind: z.literal("action"),
      action: z.string(),
      arguments: jsonObject.default({}),
      connector: z.string().optional(),
      /** Of a script: the runners elsewhere that it runs at; absent: as its connector says, else in Riposte itself. */
      runnerGroup: z.string().min(1).max(40).optional(),
      /** The named ways out of its action that it has, instead of the plain one. */
      branches: z.array(z.string().min(1).max(100)).min(1).max(20).optional(),
      onLost: z.enum(["ask", "rerun"]).optional(),
      limits: scriptLimits.extend({ memory: z.int().min(64).max(1_048_576).optional() }).optional(),
      approval: approval.optional(),
    })
    .strict(),
  z
    .object({
      ...common,
      ...policies,
      kind: z.literal("condition"),
      /** `when` is an expression without braces. */
      cases: z
        .array(z.object({ name, when: z.string() }).strict())
        .min(1)
        .max(100),
    })
    .strict(),
  z.object({ ...common, ...policies, kind: z.literal("join") }).strict(),
  z
    .object({
      ...common,
      ...policies,
      kind: z.literal("wait"),
      seconds: template.optional(),
      until: template.optional(),
    })
    .strict(),
  z
    .object({
      ...common,
      ...policies,
      kind: z.literal("wait_event"),
      /** `webhook`: this playbook's own; `webhook:<playbook>`; `alert_status`, `alert_comment`. */
      source: z.string(),
      /** Ends the wait where what `eventKey` finds in the event is this, compared as texts. */
      key: template.optional(),
      /** As `condition`: over `event`, without braces. */
      eventKey: z.string().optional(),
      condition: z.string().optional(),
      /** Seconds; absent: it waits for ever. */
      timeoutAfter: template.optional(),
      /** Events accepted up to so many seconds before the wait began count too. */
      lookBack: z.number().min(0).max(86_400).optional(),
    })
    .strict(),
  z
    .object({
      ...common,
      ...policies,
      kind: z.literal("set"),
      assignments: z
        .array(
          z
            .object({
              name,
              operation: z.enum(["set", "append", "unset", "remove"]).optional(),
              /** Needed by all but `unset`. */
              value: template.optional(),
            })
            .strict()
            .refine(({ operation, value }) => operation === "unset" || value !== undefined, {
              path: ["value"],
            }),
        )
        .min(1),
    })
    .strict(),
  z.object({ ...common, ...policies, kind: z.literal("approval"), ...approval.shape }).strict(),
  z
    .object({
      ...common,
      ...policies,
      kind: z.literal("respond"),
      status: z.int().min(200).max(599).default(200),
      body: template.default(null),
    })
    .strict(),
  z.object({ ...common, ...policies, kind: z.literal("fail"), message: template }).strict(),
  z
    .object({
      ...common,
      ...policies,
      kind: z.literal("switch"),
      value: template,
      cases: z
        .array(z.object({ name, value: template }).strict())
        .min(1)
        .max(100),
    })
    .strict(),
  z.object({ ...common, ...policies, kind: z.literal("stop") }).strict(),
  z
    .object({
      ...common,
      ...policies,
      kind: z.literal("sub_playbook"),
      /** Id or name. */
      playbook: z.string(),
      arguments: jsonObject.default({}),
      /** How deep calls within calls may get here; a playbook that calls itself needs it. */
      maxDepth: z.int().min(1).max(32).optional(),
    })
    .strict(),
  z.object({ ...common, ...policies, kind: z.literal("return"), outputs: jsonObject.default({}) }).strict(),
  z
    .object({
      ...common,
      ...policies,
      ...loop,
      kind: z.literal("for_each"),
      /** A list, a dict or a text, whose lines it is. */
      over: template,
      parallel: z.int().min(1).max(100).optional(),
    })
    .strict(),
  z
    .object({
      ...common,
      ...policies,
      ...loop,
      kind: z.literal("while"),
      /** An expression without braces. */
      condition: z.string(),
      mode: z.enum(["while", "until"]).optional(),
      test: z.enum(["before", "after"]).optional(),
      max: z.int().min(1).max(10_000).default(100),
      onMax: z.enum(["fail", "continue"]).optional(),
    })
    .strict(),
]);

export const graphEdge = z
  .object({
    id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,128}$/, "must be made of letters, digits, _ and -, 128 at most")
      .optional(),
    from: z.string(),
    port: z.string().default("default"),
    to: z.string(),
  })
  .strict();

export const graph = z
  .object({
    schema: z.literal(1).default(1),
    nodes: z.array(z.union([triggerNode, noteNode, stepNode])).max(MOST_STEPS),
    edges: z.array(graphEdge).max(10_000),
  })
  .strict();

export type Graph = z.infer<typeof graph>;
export type GraphNode = Graph["nodes"][number];
export type TriggerNode = z.infer<typeof triggerNode>;
export type NoteNode = z.infer<typeof noteNode>;
export type StepNode = z.infer<typeof stepNode>;
export type GraphEdge = z.infer<typeof graphEdge>;
