import { findSession, findToken } from "@riposte/db";
import type { SignedIn } from "@riposte/db";
import type { Context } from "hono";
import { getSignedCookie } from "hono/cookie";
import type { Actor, PersonActor } from "../context.ts";
import type { Services } from "../services.ts";
import { bearerToken } from "./bearer-token.ts";
import type { FailureLimiter } from "./failure-limiter.ts";
import { refuseForeignOrigin } from "./same-origin.ts";
import { cookieRules } from "./session-cookie.ts";

export type SignIn =
  | { readonly ok: true; readonly actor: Actor }
  | { readonly ok: false; readonly status: 401 | 403; readonly message: string }
  | {
      readonly ok: false;
      readonly status: 429;
      readonly message: string;
      readonly retryAfterSeconds: number;
    };

export type Authenticate = (c: Context) => Promise<SignIn>;

interface AuthenticatorOptions {
  readonly services: Services;
  readonly limiter: FailureLimiter;
}

/**
 * By API token, or by the cookie of somebody who is signed in; reads nothing but headers. A token that was good a
 * moment ago passes even from an address that is blocked: somebody else's guesses there are not its bearer's fault.
 */
export function createAuthenticator({ services, limiter }: AuthenticatorOptions): Authenticate {
  const proven = new Map<string, true>();

  function remember(token: string): void {
    proven.delete(token);
    proven.set(token, true);
    for (const oldest of proven.keys()) {
      if (proven.size <= PROVEN) break;
      proven.delete(oldest);
    }
  }

  async function byToken(token: string, address: string): Promise<SignIn> {
    const wait = proven.has(token) ? null : limiter.waitSeconds(address);
    if (wait !== null) {
      const message = "Too many failed sign-ins from this address. Wait a minute.";
      return { ok: false, status: 429, message, retryAfterSeconds: wait };
    }
    const found = await findToken(services.db, token);
    if (found === null) {
      proven.delete(token);
      limiter.noteFailure(address);
      return { ok: false, status: 401, message: UNKNOWN_TOKEN };
    }
    remember(token);
    const { id, name, role, workspaceId } = found;
    return { ok: true, actor: { kind: "token", id, name, role, workspaceId } };
  }

  return async (c) => {
    const { headers } = c.req.raw;
    const token = bearerToken(headers);
    if (token !== null) return byToken(token, services.clientAddress(c));
    if (headers.has("authorization")) {
      limiter.noteFailure(services.clientAddress(c));
      return { ok: false, status: 401, message: `${UNKNOWN_TOKEN} One is sent as ${AS_HEADER}` };
    }
    const person = await signedInPerson(c, services);
    if (person === null) {
      const message = `Sign in first. Programs send an API token: ${AS_HEADER}`;
      return { ok: false, status: 401, message };
    }
    const refusal = changesNothing(c.req.method) ? null : refuseForeignOrigin(headers, services.origins);
    return refusal === null ? { ok: true, actor: person } : { ok: false, status: 403, message: refusal };
  };
}

/** What goes beside the words to whoever is turned away. */
export function refusalHeaders(refused: Extract<SignIn, { ok: false }>): Record<string, string> {
  return refused.status === 429 ? { "retry-after": String(refused.retryAfterSeconds) } : {};
}

/** Whose cookie this is. One that was not signed by us never reaches the database. */
export async function signedInPerson(
  c: Context,
  { db, cookieSecret, publicUrl }: Pick<Services, "db" | "cookieSecret" | "publicUrl">,
): Promise<PersonActor | null> {
  const token = await getSignedCookie(c, cookieSecret, cookieRules(publicUrl).sessionName);
  const found = typeof token === "string" ? await findSession(db, token) : null;
  return found === null ? null : toActor(found);
}

function toActor({ id, email, name, role, workspaceId, sessionId, expiresAt }: SignedIn): PersonActor {
  return {
    kind: "person",
    id,
    name: email,
    displayName: name,
    role,
    workspaceId,
    sessionId,
    sessionEnds: expiresAt,
  };
}

function changesNothing(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

const PROVEN = 1_000;
const UNKNOWN_TOKEN = "This API token is unknown or was revoked.";
const AS_HEADER = "Authorization: Bearer rip_…";
