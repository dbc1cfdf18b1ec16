import { schemaProblem } from "@riposte/plan";
import type { JsonObject } from "@riposte/plan";
import { readItem } from "./manifest.ts";
import type { ManifestItem } from "./manifest.ts";
import type { ModuleFile } from "./module-files.ts";
import { MODULE } from "./module-limits.ts";
import { refuseModule } from "./refuse-module.ts";

export interface ModuleAction {
  /** What steps call it, after the module's name: `request_url`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** `docker_parameters`: what its code is registered under. */
  readonly command: string;
  readonly uuid: string;
  /** JSON Schema of an object. */
  readonly arguments: JsonObject;
  /** JSON Schema; null: it says nothing, or what nobody can check. */
  readonly result: JsonObject | null;
  /** Its named ways out, with what each means; where there are any, there is no other. */
  readonly branches: Readonly<Record<string, string>>;
}

/** As an action, but that its result is the event that it brings. */
export type ModuleTrigger = Omit<ModuleAction, "branches">;

/** A connector: what it is called, and what its code is registered under. */
export interface ModuleItem {
  readonly title: string;
  readonly command: string;
}

/** @throws UserError */
export function readActions(files: readonly ModuleFile[]): readonly ModuleAction[] {
  return namedItems(files, "action").map(({ file, item, name }) => ({
    ...calledItem(file, item, name),
    branches: item.outputs,
  }));
}

/** @throws UserError */
export function readTriggers(files: readonly ModuleFile[]): readonly ModuleTrigger[] {
  return namedItems(files, "trigger").map(({ file, item, name }) => calledItem(file, item, name));
}

/** @throws UserError */
export function readConnectors(files: readonly ModuleFile[]): readonly ModuleItem[] {
  return itemsOf(files, "connector").map(({ item }) => ({
    title: item.name,
    command: item.docker_parameters,
  }));
}

/** By their slugs, or where two have the same one by their commands. */
function namedItems(files: readonly ModuleFile[], kind: "action" | "trigger") {
  const found = itemsOf(files, kind);
  const slugs = found.map(({ item }) => word(item.slug ?? item.docker_parameters));
  return found.map(({ file, item }, at) => {
    const slug = slugs[at] ?? "";
    const isOnly = slugs.indexOf(slug) === slugs.lastIndexOf(slug);
    return { file, item, name: isOnly ? slug : word(item.docker_parameters) };
  });
}

interface Found {
  readonly file: ModuleFile;
  readonly item: ManifestItem;
}

function itemsOf(files: readonly ModuleFile[], kind: "action" | "trigger" | "connector"): readonly Found[] {
  const found = files
    .filter(({ path }) => path.startsWith(`${kind}_`) && path.endsWith(".json") && !path.includes("/"))
    .map((file) => ({ file, item: readItem(file) }));
  if (found.length > MODULE.items)
    throw refuseModule("The module", `has ${found.length} ${kind}s, and ${MODULE.items} is the most.`);
  for (const [at, { file, item }] of found.entries()) {
    for (const field of ["name", "docker_parameters", "uuid"] as const) {
      const other = found.slice(0, at).find((before) => before.item[field] === item[field]);
      if (other === undefined) continue;
      const why = `has the ${field} "${item[field]}", and so has ${other.file.path}. Give each ${kind} its own.`;
      throw refuseModule(file.path, why);
    }
  }
  return found;
}

function calledItem(file: ModuleFile, item: ManifestItem, name: string): ModuleTrigger {
  const asked = { ...item.arguments, type: "object" };
  const problem = schemaProblem(asked);
  if (problem !== null)
    throw refuseModule(file.path, `has arguments that are no JSON Schema: ${problem.replace(/\.$/, "")}.`);
  return {
    name,
    title: item.name,
    description: item.description,
    command: item.docker_parameters,
    uuid: item.uuid,
    arguments: asked,
    result: isUsable(item.results) ? item.results : null,
  };
}

function isUsable(schema: JsonObject): boolean {
  return Object.keys(schema).length > 0 && schemaProblem(schema) === null;
}

/** `get-query/cve/ip/{target}` is `get_query_cve_ip_target`. */
export function word(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
}
