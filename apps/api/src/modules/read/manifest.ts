import { z } from "zod";
import { issueAtField } from "../../issue-words.ts";
import { jsonOf } from "./module-text.ts";
import type { ModuleFile } from "./module-files.ts";
import { refuseModule } from "./refuse-module.ts";

const jsonObject = z.record(z.string(), z.json());

/** `secrets` names properties, beside what JSON Schema knows. */
const configuration = z.looseObject({
  properties: z.record(z.string(), jsonObject).default({}),
  required: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
});

const manifest = z.looseObject({
  uuid: z.string().min(1).max(100),
  slug: z.string().trim().min(1).max(60),
  name: z.string().trim().min(1).max(100),
  version: z.string().max(50).default(""),
  description: z.string().max(10_000).default(""),
  configuration: configuration.default({ properties: {}, required: [], secrets: [] }),
});

const item = z.looseObject({
  uuid: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(200),
  /** The command that its code is registered under. */
  docker_parameters: z.string().min(1).max(300),
  slug: z.string().max(100).optional(),
  description: z.string().max(10_000).default(""),
  arguments: jsonObject.default({}),
  results: jsonObject.default({}),
  /** Named ways out, with what each means. */
  outputs: z.record(z.string().min(1).max(100), z.string()).default({}),
});

export type Manifest = z.infer<typeof manifest>;
export type ManifestItem = z.infer<typeof item>;

/** @throws UserError */
export function readManifest(file: ModuleFile): Manifest {
  return checked(manifest, file);
}

/** An `action_*.json`, `trigger_*.json` or `connector_*.json`. @throws UserError */
export function readItem(file: ModuleFile): ManifestItem {
  return checked(item, file);
}

function checked<T>(schema: z.ZodType<T>, file: ModuleFile): T {
  const found = schema.safeParse(jsonOf(file));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const words = issue === undefined ? "it is not what it should be" : issueAtField(issue, []).message;
  throw refuseModule(file.path, `cannot be used: ${words.replace(/\.$/, "")}.`);
}
