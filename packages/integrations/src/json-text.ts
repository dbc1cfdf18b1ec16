import { encodeData, fromPlain } from "@riposte/template";
import { z } from "zod";

/** A JSON value as text, which keeps what JavaScript's own objects lose: big integers, `1.0`, the order of keys. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const marked = z.registry<{ readonly lossless: true }>();

/** An argument that is any JSON value; `run` gets it as `JsonText`. */
export function jsonValue() {
  const schema = z
    .unknown()
    .transform((value) => (value instanceof JsonText ? value : new JsonText(encodeData(fromPlain(value)))));
  marked.add(schema, { lossless: true });
  return schema;
}

/** Whether the argument is a `jsonValue()`, in whatever wrapping. */
export function isJsonValue(schema: z.core.$ZodType): boolean {
  if (marked.get(schema) !== undefined) return true;
  return (
    "unwrap" in schema && typeof schema.unwrap === "function" && isJsonValue(schema.unwrap() as z.ZodType)
  );
}
