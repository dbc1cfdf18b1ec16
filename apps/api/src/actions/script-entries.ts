import type { ActionVersion } from "@riposte/db";
import type { ActionEntry } from "@riposte/plan";
import { plannedLimits, plannedNetwork, wordsOf } from "@riposte/plan";
import { readDefinition, readPart } from "./action-definition.ts";
import type { PartDefinition } from "./action-definition.ts";

/** How the compiler and the catalogue see the scripts of an uploaded action: each of them can be called. */
export function scriptEntries({ action, version, parts }: ActionVersion): readonly ActionEntry[] {
  const definition = readDefinition(version.definition);
  const { title, icon, target, effect, idempotent, connector, limits } = definition;
  const network = definition.network === undefined ? null : plannedNetwork(definition.network);
  const shared = {
    version: version.version,
    description: action.description,
    kind: definition.kind ?? ("script" as const),
    effect,
    idempotent,
    execution: "script" as const,
    connector,
    connectorRequired: connector !== null && definition.connectorRequired,
    timeoutMs: definition.timeoutSeconds * 1_000,
    ...(icon === undefined ? {} : { icon }),
  };
  const entryOf = (script: PartDefinition, called: Called): ActionEntry => ({
    ...shared,
    key: `script.${called.name}`,
    name: called.title,
    arguments: script.arguments,
    result: script.result,
    script: {
      hash: called.hash,
      entry: script.entry,
      memoryMb: definition.memoryMb,
      name: called.name,
      arguments: script.arguments,
      ...(limits === undefined ? {} : { limits: plannedLimits(limits) }),
      ...(script.python === undefined ? {} : { python: script.python }),
      ...(script.environment === undefined ? {} : { requirements: script.environment }),
      ...(network === null ? {} : { network }),
    },
    ...(target !== undefined && takes(script, target.argument) ? { target } : {}),
  });
  const own = title ?? action.name;
  return [
    entryOf(definition, { name: action.name, title: own, hash: version.scriptHash }),
    ...parts.map((part) =>
      entryOf(readPart(part.definition), {
        name: `${action.name}.${part.name}`,
        title: `${own}: ${wordsOf(part.name).toLowerCase()}`,
        hash: part.scriptHash,
      }),
    ),
  ];
}

interface Called {
  /** After `script.` */
  readonly name: string;
  readonly title: string;
  readonly hash: string;
}

function takes({ arguments: { properties } }: PartDefinition, argument: string): boolean {
  return typeof properties === "object" && properties !== null && Object.hasOwn(properties, argument);
}
