import type { Context } from "hono";
import type { z } from "zod";
import { wordsFor } from "../issue-words.ts";

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 503;

/** A refusal in the form that pages read: a sentence, and the field it belongs to. */
export function refuseForm(
  c: Context,
  status: Status,
  refusal: { readonly reason: string; readonly message: string; readonly field?: string | undefined },
): Response {
  return c.json({ ...refusal, field: refusal.field ?? null }, status);
}

/** The body as the schema has it, or the refusal. */
export async function readForm<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S> | Response> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    return refuseForm(c, 400, { reason: "bad_request", message: "The body of the request is no JSON." });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".");
  const words = issue === undefined ? "has not the expected form" : wordsFor(issue);
  const message = field === "" ? `The body of the request ${words}.` : words;
  return refuseForm(c, 400, { reason: "bad_request", message, field: field === "" ? undefined : field });
}
