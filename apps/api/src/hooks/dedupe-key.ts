import type { DataMap } from "@riposte/template";
import { signatureOf } from "./authenticate.ts";
import type { HookConfig } from "./hook-config.ts";
import { sha256 } from "./pack-value.ts";
import type { Refusal } from "./refusal.ts";
import { renderKey } from "./render-key.ts";

const LONGEST_KEY = 255;

/**
 * What makes two requests one: the header `Idempotency-Key`, else the trigger's template over the event,
 * else the signature (for as long as its timestamp is accepted), else nothing: `fallback`, which is unique.
 */
export function dedupeKey(
  request: Request,
  config: HookConfig,
  of: { readonly event: DataMap; readonly fallback: string },
): { readonly key: string } | Refusal {
  const header = request.headers.get("idempotency-key") ?? "";
  if (header.length > LONGEST_KEY) {
    const message = `Idempotency-Key is longer than ${LONGEST_KEY} characters.`;
    return { status: 400, reason: "key_too_long", message };
  }
  if (header !== "") return { key: `header:${header}` };
  const rendered = config.dedupe === null ? null : renderKey("deduplication key", config.dedupe, of.event);
  if (typeof rendered === "string") return { key: `event:${sha256(rendered)}` };
  if (rendered !== null) return rendered;
  const signature = signatureOf(request.headers, config.auth);
  return { key: signature === null ? `once:${of.fallback}` : `signature:${signature}` };
}
