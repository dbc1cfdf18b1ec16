import { titleOf } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { Data, DataMap } from "@riposte/template";
import { LAYOUT, RIPOSTE, cacaoId } from "./ids.ts";
import { foreignEnds, foreignPlaybook, foreignStep, standsFor } from "./kept.ts";
import { ownFields } from "./own-fields.ts";
import { bodyOf } from "./step-bodies.ts";
import type { StepBody } from "./step-bodies.ts";
import type { StepType } from "./steps.ts";
import { CacaoVariables } from "./variables.ts";

/** Fields that say where a step leads: always written anew. */
const POINTERS = ["on_completion", "on_success", "on_failure", "on_true", "on_false", "next_steps", "cases"];

/** A graph as steps that name what follows them. */
export class Workflow {
  readonly variables: CacaoVariables;
  readonly playbook: DataMap;
  readonly #graph: DraftGraph;
  readonly #nodes: ReadonlyMap<string, DraftNode>;
  readonly #steps = new Map<string, Data>();
  /** Ids of the steps that a port leads to, by node and port. */
  readonly #targets: ReadonlyMap<string, readonly string[]>;
  readonly #ports: ReadonlyMap<string, readonly string[]>;

  constructor(graph: DraftGraph) {
    this.#graph = graph;
    this.playbook = foreignPlaybook(graph);
    this.variables = new CacaoVariables(this.playbook);
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const drawn = graph.edges.filter(({ from, to }) => this.#nodes.has(from) && this.#nodes.has(to));
    const groups = Map.groupBy(drawn, ({ from, port }) => keyOf(from, port));
    this.#targets = new Map([...groups].map(([key, edges]) => [key, edges.map(({ to }) => to)]));
    const ports = Map.groupBy(drawn, ({ from }) => from);
    this.#ports = new Map([...ports].map(([id, edges]) => [id, [...new Set(edges.map(({ port }) => port))]]));
  }

  write(): { readonly steps: DataMap; readonly start: string } {
    const shown = this.#graph.nodes.filter((node) => node.kind !== "note" && standsFor(node) === null);
    for (const node of shown) this.#writeNode(node);
    const trigger = shown.find(({ kind }) => kind === "trigger");
    const start = trigger === undefined ? this.#startWithoutTrigger() : this.idOf(trigger);
    return { steps: this.#steps, start };
  }

  /** A CACAO workflow begins with a start, whatever the drawing lacks. */
  #startWithoutTrigger(): string {
    const id = cacaoId("start", "start", "riposte");
    this.#steps.set(
      id,
      new Map<string, Data>([
        ["type", "start"],
        ["on_completion", this.#end()],
      ]),
    );
    return id;
  }

  #writeNode(node: DraftNode): void {
    const body = bodyOf(node, this);
    this.#put(this.idOf(node), node, body);
  }

  /** Adds a step that the drawing has none for. */
  add(id: string, step: DataMap): string {
    this.#steps.set(id, step);
    return id;
  }

  #put(id: string, node: DraftNode, { type, fields, pointers }: StepBody): void {
    const kept = foreignStep(node);
    const isSame = kept.get("type") === type;
    const rest = isSame ? [...kept].filter(([key]) => !POINTERS.includes(key)) : [];
    const title = titleOf(node);
    const named: readonly (readonly [string, Data])[] =
      isSame && (kept.get("name") ?? type) === title ? [] : [["name", title]];
    const step = new Map<string, Data>([["type", type], ...rest, ...named, ...fields, ...pointers]);
    const extensions = extensionsOf(step.get("step_extensions"), node);
    if (extensions.size > 0) step.set("step_extensions", extensions);
    this.#steps.set(id, step);
  }

  idOf(node: DraftNode): string {
    return cacaoId(typeOf(node), node.id, "riposte");
  }

  /** What a port leads to: a step, several side by side, or the end. */
  next(node: DraftNode, port: string): string {
    const ids = this.idsAt(node.id, port);
    const [only] = ids;
    if (only === undefined) return this.#end();
    if (ids.length === 1) return only;
    const id = cacaoId("parallel", `${node.id}/${port}`, "riposte");
    return this.add(
      id,
      new Map<string, Data>([
        ["type", "parallel"],
        ["next_steps", [...ids]],
      ]),
    );
  }

  /** Through what only stands for something; a branch that comes to the end of a `parallel` ends there. */
  idsAt(from: string, port: string): readonly string[] {
    return (this.#targets.get(keyOf(from, port)) ?? []).flatMap((to) => {
      const node = this.#nodes.get(to);
      if (node === undefined || node.kind === "note" || standsFor(node) === "parallel") return [];
      return standsFor(node) === "playbook_variables" ? this.idsAt(to, "default") : [this.idOf(node)];
    });
  }

  /** What follows all the ways of a `parallel` of theirs; null: it stands alone. */
  afterAll(node: DraftNode): string | null {
    const joined = this.#nodes.get(`${node.id}-joined`.slice(0, 64));
    return joined === undefined || standsFor(joined) !== "parallel" ? null : this.next(joined, "default");
  }

  /** The ports that something is connected to. */
  portsOf(node: DraftNode): readonly string[] {
    return this.#ports.get(node.id) ?? [];
  }

  #end(): string {
    const [kept] = foreignEnds(this.#graph);
    const id = kept?.[0] ?? cacaoId("end", "end", "riposte");
    return this.add(id, kept?.[1] instanceof Map ? kept[1] : new Map([["type", "end"]]));
  }
}

function keyOf(node: string, port: string): string {
  return JSON.stringify([node, port]);
}

function typeOf(node: DraftNode): StepType {
  switch (node.kind) {
    case "trigger":
      return "start";
    case "condition":
      return "if-condition";
    case "switch":
      return "switch-condition";
    case "while":
    case "for_each":
      return "while-condition";
    case "sub_playbook":
      return "playbook-action";
    case "join":
      return foreignStep(node).get("type") === "parallel" ? "parallel" : "action";
    default:
      return "action";
  }
}

/** Those of others stay. */
function extensionsOf(kept: Data | undefined, node: DraftNode): DataMap {
  const extensions = new Map<string, Data>(kept instanceof Map ? kept : []);
  extensions.delete(RIPOSTE);
  const own = ownFields(node);
  if (own !== null) extensions.set(RIPOSTE, own);
  if (node.position !== undefined) extensions.set(LAYOUT, withPlace(extensions.get(LAYOUT), node.position));
  return extensions;
}

/** Places are whole points there. */
function withPlace(kept: Data | undefined, { x, y }: { readonly x: number; readonly y: number }): DataMap {
  const layout = kept instanceof Map ? kept : new Map<string, Data>([["type", "layout"]]);
  const place = new Map<string, Data>([
    ["x", BigInt(Math.round(x))],
    ["y", BigInt(Math.round(y))],
  ]);
  return new Map<string, Data>([...layout, ["coordinates", place]]);
}
