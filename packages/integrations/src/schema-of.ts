import type { JsonObject } from "@riposte/plan";
import { z } from "zod";

/** Input: what the author writes, so that a default makes a field optional. Output: what is there afterwards. */
export function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _schema, ...rest } = z.toJSONSchema(schema, { io, override: plainIntegers });
  return rest as JsonObject;
}

/** Our integers have no bounds but those that were asked for; zod adds JavaScript's. */
function plainIntegers({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}
