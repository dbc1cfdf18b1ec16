/** What a sender gets: JSON or plain text, never HTML. */
export interface HookAnswer {
  readonly status: number;
  readonly body: string | null;
  readonly type: "application/json" | "text/plain; charset=utf-8";
  readonly retryAfterSeconds?: number;
}

export function jsonAnswer(status: number, body: unknown): HookAnswer {
  return { status, body: JSON.stringify(body), type: "application/json" };
}

export function toResponse({ status, body, type, retryAfterSeconds }: HookAnswer): Response {
  const headers = new Headers();
  const bodiless = status === 204 || status === 205 || status === 304;
  if (body !== null && !bodiless) headers.set("content-type", type);
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  return new Response(bodiless ? null : body, { status, headers });
}
