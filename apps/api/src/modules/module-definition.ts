import { z } from "zod";
import { pythonVersion } from "../actions/action-definition.ts";

const jsonObject = z.record(z.string(), z.json());
const item = z.object({ title: z.string(), command: z.string() });
/** What only a name is known of was added when triggers were not run yet. */
const trigger = item.extend({
  name: z.string().optional(),
  description: z.string().default(""),
  uuid: z.string().default(""),
  arguments: jsonObject.default({}),
  result: jsonObject.nullable().default(null),
});

/** What a version of a module says of itself; the order of fields is that of the stored text. */
export const moduleDefinition = z.object({
  title: z.string(),
  description: z.string(),
  /** As its author counts them. */
  release: z.string(),
  uuid: z.string(),
  /** A `data:` address. */
  logo: z.string().nullable(),
  configuration: z.object({
    properties: z.record(z.string(), jsonObject),
    required: z.array(z.string()),
    /** Those of its properties that are sealed. */
    secrets: z.array(z.string()),
  }),
  actions: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      description: z.string(),
      command: z.string(),
      uuid: z.string(),
      arguments: jsonObject,
      result: jsonObject.nullable(),
      branches: z.record(z.string(), z.string()),
    }),
  ),
  triggers: z.array(trigger),
  connectors: z.array(item),
  /** The version of its interpreter; absent: any Python 3. */
  python: pythonVersion.optional(),
  /** The hash of what it requires; absent: nothing. */
  environment: z.string().optional(),
});

export type ModuleDefinition = z.infer<typeof moduleDefinition>;
