import type { DraftGraph, DraftNode } from "@riposte/draft";
import { eventSchema, memberFinder } from "@riposte/plan";
import type { Catalogue, FindMembers, JsonObject } from "@riposte/plan";
import type { Data } from "@riposte/template";
import { loopsAround, parentOf } from "../../canvas/blocks.ts";
import { nodeOf } from "../../canvas/graph-questions.ts";
import { textOf, titleOf } from "../../canvas/node-fields.ts";
import { asObject } from "../fields/literal.ts";
import { dataGroup, dataNode } from "./data-node.ts";
import type { DataNode } from "./data-node.ts";
import { earlierSteps } from "./earlier-steps.ts";
import { loopData } from "./loop-data.ts";
import type { LoopData } from "./loop-data.ts";
import { pathText } from "./path.ts";
import type { Key } from "./path.ts";
import { assignedNames, givesSomething, isLearnt, resultSchema } from "./result-schema.ts";

/** Real values, by step id; what is not there has not run. */
export interface Sample {
  /** Null: the playbook has never run. */
  readonly run: {
    readonly id: string;
    readonly at: string;
    readonly version: number;
    /** By somebody; otherwise it is the last one. */
    readonly isChosen?: boolean;
  } | null;
  readonly event: Data | undefined;
  readonly outputs: ReadonlyMap<string, { readonly run: string; readonly value: Data }>;
}

export const NO_SAMPLE: Sample = { run: null, event: undefined, outputs: new Map() };

/** Everything that templates of a step can read, as a tree. */
export interface Scope extends LoopData {
  /** Of expressions over an event that has not come yet: then nothing else can be read. */
  readonly event: DataNode | null;
  readonly trigger: DataNode;
  /** The nearest first. */
  readonly steps: readonly DataNode[];
  readonly vars: readonly DataNode[];
  readonly run: DataNode;
  readonly playbook: DataNode;
  /** Fields of what an expression gives that is more than a path, as far as its type is known. */
  readonly membersOf: FindMembers;
}

/** Of a loop itself: what is read where it stands, for each iteration around it, or at its end within it. */
export type Reach = "step" | "iteration" | "body";

interface Around {
  readonly graph: DraftGraph;
  readonly catalogue: Catalogue;
  readonly sample: Sample;
  readonly playbook: { readonly id: string; readonly name: string; readonly publishedVersion: number | null };
}

export function scopeOf(id: string, around: Around, reach: Reach = "step"): Scope {
  const { graph, catalogue, sample, playbook } = around;
  const own = nodeOf(graph, id);
  const outer = loopsAround(graph, id);
  const loops = reach === "step" || own === undefined ? outer : [own, ...outer];
  const body = reach === "body" ? graph.nodes.filter((node) => parentOf(node) === id) : [];
  const blocks = new Set([null, ...outer.map((loop) => loop.id)]);
  const before = earlierSteps(graph, id).filter((node) => blocks.has(parentOf(node)) && !blocks.has(node.id));
  const earlier = [...body, ...before];
  const trigger = graph.nodes.find(({ kind }) => kind === "trigger");
  const schema =
    trigger === undefined
      ? null
      : eventSchema({ trigger: textOf(trigger, "trigger"), config: asObject(trigger["config"]) }, catalogue);
  const runAt = sample.run?.at;
  return {
    ...loopData(loops, (loop) => (path) => findData(path, scopeOf(loop.id, around))),
    event: null,
    trigger: dataNode("trigger", "trigger", {
      schema,
      value: sample.event,
      help: trigger === undefined ? "There is no trigger yet" : `What ${titleOf(trigger)} brought`,
    }),
    steps: earlier.filter(givesSomething).map((node) =>
      dataNode(node.name, pathText(["steps", node.name]), {
        schema: resultSchema(node, catalogue),
        value: sample.outputs.get(node.id)?.value,
        help: isLearnt(node, catalogue) ? `${titleOf(node)}, as recorded runs had it` : titleOf(node),
      }),
    ),
    membersOf: memberFinder(
      graph,
      catalogue,
      loops.map((loop) => loop.id),
    ),
    vars: variables(earlier, sample),
    run: dataGroup("run", "run", {
      help: "The run itself",
      children: [
        fact("run", "id", sample.run?.id),
        fact("run", "started_at", runAt === undefined ? undefined : runAt.replace(/\.\d+Z$/, "Z")),
      ],
    }),
    playbook: dataGroup("playbook", "playbook", {
      help: "The playbook that runs",
      children: [
        fact("playbook", "id", playbook.id),
        fact("playbook", "name", playbook.name),
        fact("playbook", "version", BigInt(sample.run?.version ?? playbook.publishedVersion ?? 0)),
      ],
    }),
  };
}

/** In the order of the tree: `vars` only where some step sets any. */
export function rootsOf({ event, item, loop, trigger, steps, vars, run, playbook }: Scope): DataNode[] {
  if (event !== null) return [event];
  return [
    ...[item, loop].filter((root) => root !== null),
    ...(vars.length === 0 ? [] : [dataGroup("vars", "vars", { help: "Variables", children: vars })]),
    ...steps,
    trigger,
    run,
    playbook,
  ];
}

/** What a path names; null where nobody knows. */
export function findData([root, ...keys]: readonly Key[], scope: Scope): DataNode | null {
  const isGroup = root === "steps" || root === "vars";
  const [key, ...rest] = keys;
  if (isGroup && key === undefined) {
    const children = scope[root];
    return { key: root, path: root, type: "object", help: null, value: undefined, children: () => children };
  }
  const start = isGroup
    ? (scope[root].find((node) => node.key === key) ?? null)
    : isRoot(root)
      ? scope[root]
      : null;
  return (isGroup ? rest : keys).reduce<DataNode | null>(
    (node, next) => node?.children().find((child) => child.key === next) ?? null,
    start,
  );
}

const ROOTS = ["trigger", "run", "playbook", "item", "loop", "event"] as const;

/** Names that stand for one thing each. */
export function isRoot(name: Key | undefined): name is (typeof ROOTS)[number] {
  return ROOTS.some((root) => root === name);
}

/** Of an expression that looks at an event: nothing of the run can be read there. */
export function eventScope(scope: Scope, schema: JsonObject | null): Scope {
  const event = dataNode("event", "event", { schema, help: "The event that is looked at" });
  return { ...scope, event, item: null, loop: null, steps: [], vars: [] };
}

function variables(earlier: readonly DraftNode[], { outputs }: Sample): DataNode[] {
  const found = new Map<string, DataNode>();
  for (const node of earlier) {
    const output = outputs.get(node.id)?.value;
    for (const name of assignedNames(node)) {
      if (found.has(name)) continue;
      const value = output instanceof Map ? output.get(name) : undefined;
      found.set(name, dataNode(name, pathText(["vars", name]), { value, help: `Set by ${titleOf(node)}` }));
    }
  }
  return [...found.values()];
}

function fact(root: string, key: string, value: Data | undefined): DataNode {
  const schema: JsonObject = { type: key === "version" ? "integer" : "string" };
  return dataNode(key, pathText([root, key]), { schema, value });
}
