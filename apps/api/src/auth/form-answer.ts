import type { Context } from "hono";
import type { z } from "zod";

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
  const body: unknown = await c.req.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".");
  const message = issue?.message ?? "This is no JSON of the expected form.";
  return refuseForm(c, 400, { reason: "bad_request", message, field: field === "" ? undefined : field });
}
