import { signatureOf } from "./authenticate.ts";
import type { HookConfig } from "./hook-config.ts";
import { sha256 } from "./sha256.ts";
import type { Refusal } from "./refusal.ts";

const LONGEST_KEY = 255;

/** The template that the key is made of; null where the request brings its own, or none is asked for. */
export function keyTemplate(request: Request, config: HookConfig): string | null {
  return (request.headers.get("idempotency-key") ?? "") === "" ? config.dedupe : null;
}

/**
 * What makes two requests one: the header `Idempotency-Key`, else what the trigger's template made of the event, else the
 * signature (for as long as its timestamp is accepted), else nothing: `fallback`, which is unique.
 */
export function dedupeKey(
  request: Request,
  config: HookConfig,
  of: { readonly rendered: string | null; readonly fallback: string },
): { readonly key: string } | Refusal {
  const header = request.headers.get("idempotency-key") ?? "";
  if (header.length > LONGEST_KEY) {
    const message = `Idempotency-Key is longer than ${LONGEST_KEY} characters.`;
    return { status: 400, reason: "key_too_long", message };
  }
  if (header !== "") return { key: `header:${header}` };
  if (of.rendered !== null) return { key: `event:${sha256(of.rendered)}` };
  const signature = signatureOf(request.headers, config.auth);
  return { key: signature === null ? `once:${of.fallback}` : `signature:${signature}` };
}
