import { decodeData } from "@riposte/template";
import type { HttpAnswer } from "../http.ts";
import { JsonText } from "../json-text.ts";

/** The body as JSON, kept to the letter; null where it is something else or came in part. */
export function jsonOrNull({ body, complete }: HttpAnswer): JsonText | null {
  if (!complete) return null;
  try {
    decodeData(body);
    return new JsonText(body);
  } catch {
    return null;
  }
}
