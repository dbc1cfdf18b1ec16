import type { JsonObject } from "@riposte/plan";
import { readManifest } from "./manifest.ts";
import { readActions, readConnectors, readTriggers, word } from "./module-actions.ts";
import type { ModuleAction, ModuleItem, ModuleTrigger } from "./module-actions.ts";
import type { ModuleFile } from "./module-files.ts";
import { logoOf } from "./module-logo.ts";
import { modulePackages } from "./module-packages.ts";
import type { ModulePackages } from "./module-packages.ts";
import { secretsOf } from "./module-secrets.ts";
import { textOf } from "./module-text.ts";
import { refuseModule } from "./refuse-module.ts";
import { systemLibraries } from "./system-libraries.ts";

/** A module in the public Sekoia format, as its files say. */
export interface ReadModule {
  /** What steps call it: `one_password`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** As its author counts them. */
  readonly release: string;
  readonly uuid: string;
  /** A `data:` address. */
  readonly logo: string | null;
  readonly configuration: ModuleConfiguration;
  readonly actions: readonly ModuleAction[];
  readonly triggers: readonly ModuleTrigger[];
  readonly connectors: readonly ModuleItem[];
  readonly packages: ModulePackages;
  /** Its files, as JSON text: what a sandbox unpacks. */
  readonly bundle: string;
  /** What it needs of a machine beside Python. */
  readonly libraries: readonly string[];
}

export interface ModuleConfiguration {
  /** JSON Schemas by name. */
  readonly properties: Readonly<Record<string, JsonObject>>;
  readonly required: readonly string[];
  readonly secrets: readonly string[];
}

/** Nothing of it is run. @throws UserError with the file at fault. */
export function readModule(files: readonly ModuleFile[]): ReadModule {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const file = byPath.get("manifest.json");
  if (file === undefined) throw refuseModule("The module", "has no manifest.json.");
  const manifest = readManifest(file);
  const name = word(manifest.slug);
  if (name === "")
    throw refuseModule(file.path, `has the slug "${manifest.slug}", in which there is no letter.`);
  if (!byPath.has("main.py"))
    throw refuseModule(manifest.name, "has no main.py: there is nothing in it that could run.");
  for (const one of files) if (one.path.endsWith(".py")) textOf(one);
  const { properties, required } = manifest.configuration;
  const dockerfile = byPath.get("Dockerfile");
  return {
    name,
    title: manifest.name,
    description: manifest.description,
    release: manifest.version,
    uuid: manifest.uuid,
    logo: logoOf(byPath),
    configuration: {
      properties,
      required: required.filter((one) => Object.hasOwn(properties, one)),
      secrets: secretsOf(manifest),
    },
    actions: readActions(files),
    triggers: readTriggers(files),
    connectors: readConnectors(files),
    packages: modulePackages(byPath),
    bundle: bundleOf(files),
    libraries: dockerfile === undefined ? [] : systemLibraries(textOf(dockerfile)),
  };
}

/** Of the packages and the picture there is something else by then. */
const NOT_RUN = /^(?:poetry\.lock|Dockerfile|logo\.\w+)$/;

/** The same files give the same text. */
function bundleOf(files: readonly ModuleFile[]): string {
  const kept = files.filter(({ path }) => !NOT_RUN.test(path));
  return JSON.stringify({
    files: Object.fromEntries(
      kept.map(({ path, bytes }) => [path, Buffer.from(bytes).toString("base64")] as const),
    ),
  });
}
