import type { MiddlewareHandler } from "hono";

/** For everything that is no page: nothing may be framed, sniffed, run or kept. */
const HEADERS = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
} as const;

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
};

/** Where the public address is https, a browser that was here once never tries http again. */
export function strictTransport(publicUrl: string): MiddlewareHandler {
  const isHttps = publicUrl.startsWith("https:");
  return async (c, next) => {
    await next();
    if (isHttps) c.res.headers.set("strict-transport-security", "max-age=31536000");
  };
}
