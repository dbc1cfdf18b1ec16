import { findToken } from "@riposte/db";
import type { Actor } from "../context.ts";
import type { Services } from "../services.ts";
import { bearerToken } from "./bearer-token.ts";
import type { FailureLimiter } from "./failure-limiter.ts";

export type SignIn =
  | { readonly ok: true; readonly actor: Actor }
  | { readonly ok: false; readonly status: 401 | 429; readonly message: string };

/**
 * By API token, the only way in; reads nothing but headers. A token that was good a moment ago passes
 * even from an address that is blocked: somebody else's guesses there are not its bearer's fault.
 */
export function createAuthenticator(
  services: Pick<Services, "db">,
  limiter: FailureLimiter,
): (headers: Headers, address: string) => Promise<SignIn> {
  const proven = new Map<string, true>();

  function remember(token: string): void {
    proven.delete(token);
    proven.set(token, true);
    for (const oldest of proven.keys()) {
      if (proven.size <= PROVEN) break;
      proven.delete(oldest);
    }
  }

  return async (headers, address) => {
    const token = bearerToken(headers);
    const isProven = token !== null && proven.has(token);
    if (!isProven && limiter.isBlocked(address)) {
      return {
        ok: false,
        status: 429,
        message: "Too many failed sign-ins from this address. Wait a minute.",
      };
    }
    const found = token === null ? null : await findToken(services.db, token);
    if (token === null || found === null) {
      if (token !== null) proven.delete(token);
      limiter.noteFailure(address);
      const message =
        token === null
          ? "An API token is needed: Authorization: Bearer rip_…"
          : "This API token is unknown or was revoked.";
      return { ok: false, status: 401, message };
    }
    remember(token);
    const { id, name, role, workspaceId } = found;
    return { ok: true, actor: { tokenId: id, name, role, workspaceId } };
  };
}

const PROVEN = 1_000;
