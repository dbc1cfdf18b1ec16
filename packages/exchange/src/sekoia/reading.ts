import type { Catalogue, JsonValue } from "@riposte/plan";
import { TemplateError } from "@riposte/template";
import { GraphDraft } from "../graph-draft.ts";
import type { Path } from "../json/members.ts";
import { placeOf } from "../json/place.ts";
import type { ReportCode, ReportEntry, Weight } from "../report.ts";
import { Meaning } from "./meaning.ts";
import type { SekoiaNode, SekoiaPlaybook } from "./playbook.ts";
import { namesOfStore } from "./store-names.ts";
import type { VariableNames } from "./store-names.ts";

type Details = Pick<ReportEntry, "field" | "left" | "wants"> & { readonly path?: Path };

/** One playbook on its way from there to here. */
export class Reading {
  readonly draft = new GraphDraft();
  readonly playbook: SekoiaPlaybook;
  readonly catalogue: Catalogue;
  readonly names: VariableNames;
  readonly meaning: Meaning;
  /** What branches are called here, where it is not as there. */
  readonly #ports = new Map<string, string>();

  constructor(playbook: SekoiaPlaybook, catalogue: Catalogue) {
    this.playbook = playbook;
    this.catalogue = catalogue;
    this.names = namesOfStore(playbook);
    this.meaning = new Meaning(playbook, this.names, this.draft);
  }

  add(
    node: SekoiaNode,
    kind: Parameters<GraphDraft["add"]>[0]["kind"],
    fields: Readonly<Record<string, JsonValue>>,
  ): void {
    const { id, name: title, members } = node;
    this.draft.add({
      id,
      kind,
      title,
      parent: this.meaning.parents.get(id),
      position: placeOf(members.data.get("position")),
      fields,
    });
  }

  /** @param details `path` is the place within the node of the file. */
  say(
    code: ReportCode,
    weight: Weight,
    node: SekoiaNode,
    message: string,
    { path = [], ...rest }: Details = {},
  ): void {
    const line = node.members.lineOf([...node.members.path, ...path]);
    this.draft.say({ code, weight, message, line, node: node.id, ...rest });
  }

  actionByUuid(uuid: string) {
    if (uuid === "") return undefined;
    return [...this.catalogue.actions.values()].find((entry) => entry.uuid === uuid);
  }

  renamePort(node: string, branch: string, port: string): void {
    this.#ports.set(JSON.stringify([node, branch]), port);
  }

  portOf(node: string, branch: string): string {
    return this.#ports.get(JSON.stringify([node, branch])) ?? branch;
  }

  /** Null where a template in it cannot be read, which has been said already. */
  readable(make: () => string | null): string | null {
    try {
      return make();
    } catch (error) {
      if (error instanceof TemplateError) return null;
      throw error;
    }
  }

  lineOf(id: string): number {
    const { path, lineOf } = this.playbook.members;
    return lineOf([...path, "nodes", id]);
  }
}
