const BEARER = /^Bearer +(rip_[A-Za-z0-9_-]{43})$/i;

/** Null where there is none, or none that can be ours. */
export function bearerToken(headers: Headers): string | null {
  return BEARER.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}
