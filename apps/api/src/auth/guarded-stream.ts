import type { Context } from "hono";
import type { Actor } from "../context.ts";
import type { AccessNotices } from "./access-notices.ts";
import type { Authenticate } from "./authenticate.ts";

interface Guard {
  readonly actor: Actor;
  readonly authenticate: Authenticate;
  readonly access: AccessNotices;
}

/** The longest time a timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Answers with a stream that ends as soon as the caller is not any more who they were when it began: signed out,
 * removed, revoked, or in another role.
 */
export async function guardedStream(
  c: Context,
  { actor, authenticate, access }: Guard,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const over = new AbortController();
  const { signal } = c.req.raw;
  const look = async () => {
    const now = await authenticate(c).catch(() => null);
    if (now?.ok !== true || now.actor.id !== actor.id || now.actor.role !== actor.role) over.abort();
  };
  const watch = access.watch(actor.id, () => void look());
  const timer =
    actor.kind === "person"
      ? setTimeout(() => over.abort(), Math.min(actor.sessionEnds.getTime() - Date.now(), LONGEST_MS))
      : undefined;
  const release = () => {
    clearTimeout(timer);
    watch[Symbol.dispose]();
  };
  const stop = AbortSignal.any([signal, over.signal]);
  stop.addEventListener("abort", release, { once: true });

  const response = await answer(new Request(c.req.raw, { signal: stop }));
  const watched = response.body?.pipeThrough(new TransformStream({ flush: release }));
  if (watched === undefined) release();
  return new Response(watched ?? null, response);
}
