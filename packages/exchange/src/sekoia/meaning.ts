import type { Data } from "@riposte/template";
import type { GraphDraft } from "../graph-draft.ts";
import type { Path } from "../json/members.ts";
import type { Replace } from "../templates/rewrite.ts";
import { rewriteTemplate } from "../templates/rewrite.ts";
import { mapTexts } from "../templates/tree.ts";
import { loopsOf } from "./blocks.ts";
import type { SekoiaNode, SekoiaPlaybook } from "./playbook.ts";
import { MANUAL } from "./triggers.ts";
import type { VariableNames } from "./store-names.ts";

/** A place in the file that holds a template, and where it comes to stand. */
interface Place {
  readonly node: SekoiaNode;
  /** In the file. */
  readonly path: Path;
  /** In the step. */
  readonly field: string;
}

/** What templates of a playbook of theirs say, in our words. `node.4` of a step means the same here. */
export class Meaning {
  readonly #playbook: SekoiaPlaybook;
  readonly #names: VariableNames;
  readonly #draft: GraphDraft;
  /** Which foreach a node stands in. */
  readonly parents: ReadonlyMap<string, string>;

  constructor(playbook: SekoiaPlaybook, names: VariableNames, draft: GraphDraft) {
    this.#playbook = playbook;
    this.#names = names;
    this.#draft = draft;
    this.parents = loopsOf(playbook);
  }

  /** The same data with its templates in our words; what has none is said. */
  translate(data: Data, { node, path, field }: Place): Data {
    return mapTexts(data, (text, inside) => {
      const place = { node, path: [...path, ...inside], field: [field, ...inside].join(".") };
      const { text: ours, problem } = rewriteTemplate(text, this.#replaceAt(place));
      if (problem !== null) this.#say(place, `Its template cannot be read here: ${problem}. Write it anew.`);
      return ours;
    });
  }

  #replaceAt(place: Place): Replace {
    return (path) => {
      const [root, key] = path;
      if (root === "store") return this.#variable(path);
      if (root !== "node" || key === undefined) return null;
      const read = this.#playbook.nodes.get(String(key));
      if (read === undefined) {
        this.#say(place, `It reads node.${key}, which is not in the file. Read another step.`);
        return null;
      }
      if (read.type === "trigger") return { by: eventOf(read), parts: 2 };
      if (read.subtype === "foreach") return this.#loop(read, path, place);
      if (read.type === "operator")
        this.#say(place, `It reads what the operator ${read.name} gives: here that gives something else.`);
      return null;
    };
  }

  #variable(path: Parameters<Replace>[0]): ReturnType<Replace> {
    const key = path[1];
    return key === undefined
      ? { by: "vars", parts: 1 }
      : { by: `vars.${this.#names.of(String(key))}`, parts: 2 };
  }

  /** `node.3.default.value` is the item of the loop 3: from the innermost one outwards. */
  #loop(loop: SekoiaNode, path: Parameters<Replace>[0], place: Place): ReturnType<Replace> {
    const around = this.#loopsAround(place.node);
    const depth = around.indexOf(loop.id);
    const field = path[2] === "default" ? FIELDS[String(path[3])] : undefined;
    if (depth < 0) {
      this.#say(
        place,
        `It reads the last turn of ${loop.name} after the loop. Collect what it is to give, and read its results.`,
      );
      return null;
    }
    if (field === undefined) {
      this.#say(place, `It reads ${path.join(".")}: of a loop there are an item, an index and a total here.`);
      return null;
    }
    if (field === "item" && depth === 0) return { by: "item", parts: 4 };
    return { by: ["loop", ...Array.from({ length: depth }, () => "parent"), field].join("."), parts: 4 };
  }

  #loopsAround(node: SekoiaNode): readonly string[] {
    const around: string[] = [];
    for (
      let id = this.parents.get(node.id);
      id !== undefined && !around.includes(id);
      id = this.parents.get(id)
    )
      around.push(id);
    return around;
  }

  #say({ node, path, field }: Place, message: string): void {
    const line = node.members.lineOf(path);
    this.#draft.say({ code: "template_unread", weight: "missing", message, line, node: node.id, field });
  }
}

const FIELDS: Readonly<Record<string, string>> = { value: "item", index: "index0", total: "length" };

/** Whoever starts it by hand gives the event itself; a webhook brings it as its body. */
function eventOf(trigger: SekoiaNode): string {
  return trigger.members.data.get("trigger_uuid") === MANUAL ? "trigger" : "trigger.body";
}
