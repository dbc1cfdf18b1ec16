import type { Catalogue, JsonValue } from "@riposte/plan";
import { treeOf } from "@riposte/plan";
import { GraphDraft } from "../graph-draft.ts";
import { placeOf } from "../json/place.ts";
import type { ReportCode, ReportEntry, Weight } from "../report.ts";
import { stepWithoutCredentials } from "./credentials.ts";
import { LAYOUT } from "./ids.ts";
import type { CacaoPlaybook, CacaoStep } from "./steps.ts";
import { CacaoVariables } from "./variables.ts";

interface NewNode {
  readonly kind: Parameters<GraphDraft["add"]>[0]["kind"];
  readonly parent: string | undefined;
  readonly fields: Readonly<Record<string, JsonValue>>;
}

/** One playbook on its way from CACAO to here. */
export class CacaoReading {
  readonly draft = new GraphDraft();
  readonly playbook: CacaoPlaybook;
  readonly catalogue: Catalogue;
  readonly variables: CacaoVariables;
  readonly #exits = new Map<string, string>();

  constructor(playbook: CacaoPlaybook, catalogue: Catalogue) {
    this.playbook = playbook;
    this.catalogue = catalogue;
    this.variables = new CacaoVariables(playbook.members.data);
  }

  /** The node keeps the step as the file has it, for its export. */
  add(step: CacaoStep, { kind, parent, fields }: NewNode): void {
    const { data, dropped } = stepWithoutCredentials(step.members.data);
    const foreign = { cacao: treeOf(data) };
    const position = this.placeOf(step);
    this.draft.add({
      id: step.id,
      kind,
      title: this.titleOf(step),
      parent,
      position,
      fields: { ...fields, foreign },
    });
    for (const place of dropped) {
      const message = `${this.titleOf(step)}: ${place} signs in, and was left out. Keep it in a connector, and choose that for the step.`;
      this.say("credentials_dropped", "missing", step, message, "connector");
    }
  }

  say(
    code: ReportCode,
    weight: Weight,
    step: CacaoStep,
    message: string,
    field?: string,
    wants?: ReportEntry["wants"],
  ): void {
    const line = this.lineOf(step.id);
    const more = { ...(field === undefined ? {} : { field }), ...(wants === undefined ? {} : { wants }) };
    this.draft.say({ code, weight, message, line, node: step.id, ...more });
  }

  titleOf(step: CacaoStep): string {
    return step.name === "" ? step.type : step.name;
  }

  /** As the layout extension has it. */
  placeOf({ members }: CacaoStep) {
    const extensions = members.data.get("step_extensions");
    const layout = extensions instanceof Map ? extensions.get(LAYOUT) : undefined;
    if (!(layout instanceof Map)) return undefined;
    return placeOf(layout.get("coordinates") ?? layout);
  }

  /** What follows a node follows another one instead. */
  leaveBy(id: string, by: string): void {
    this.#exits.set(id, by);
  }

  exitOf(id: string): string {
    return this.#exits.get(id) ?? id;
  }

  lineOf(id: string): number {
    const { path, lineOf } = this.playbook.members;
    return lineOf([...path, "workflow", id]);
  }
}
