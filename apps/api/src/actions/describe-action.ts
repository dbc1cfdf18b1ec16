import { createHash } from "node:crypto";
import { getScript } from "@riposte/db";
import type { ActionVersion } from "@riposte/db";
import type { Context } from "../context.ts";
import { readDefinition, readPart } from "./action-definition.ts";

/** What lists say of an action. */
export function summarise({ action, version, parts }: ActionVersion) {
  const definition = readDefinition(version.definition);
  const { entry, effect, idempotent, connector, title, kind, icon } = definition;
  return {
    id: action.id,
    name: action.name,
    title: title ?? action.name,
    /** What a graph calls it. */
    key: `script.${action.name}`,
    description: version.description ?? action.description,
    kind: kind ?? ("script" as const),
    icon: icon ?? null,
    version: version.version,
    entry,
    effect,
    idempotent,
    connector,
    /** The keys of its further scripts. */
    further: parts.map((part) => `script.${action.name}.${part.name}`),
    updatedAt: version.createdAt.toISOString(),
  };
}

/** All of a version, its sources too. */
export async function describeVersion(ctx: Context, found: ActionVersion) {
  const { db } = ctx.services;
  const { action, version, parts } = found;
  const source = async (hash: string) => (await getScript(db, hash)) ?? "";
  return {
    ...summarise(found),
    definition: readDefinition(version.definition),
    source: await source(version.scriptHash),
    scriptHash: version.scriptHash,
    scripts: await Promise.all(
      parts.map(async (part) => ({
        name: part.name,
        key: `script.${action.name}.${part.name}`,
        ...readPart(part.definition),
        source: await source(part.scriptHash),
        scriptHash: part.scriptHash,
      })),
    ),
    author: version.author,
    hash: contentHash(found),
  };
}

/** SHA-256 (hex) of all that a version says: two of the same content have the same. */
export function contentHash({ action, version, parts }: ActionVersion): string {
  const content = [
    version.definition,
    version.description ?? action.description,
    version.scriptHash,
    ...parts.map((part) => [part.name, part.definition, part.scriptHash]),
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
