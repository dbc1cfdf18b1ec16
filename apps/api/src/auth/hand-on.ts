import type { Context } from "hono";
import type { Services } from "../services.ts";
import { ADDRESS_HEADER } from "./create-auth.ts";

/** Asks better-auth for one of its endpoints, on behalf of the caller. @throws when it fails, not when it refuses. */
export async function handOn(
  c: Context,
  { auth, clientAddress, publicUrl }: Services,
  ask: { readonly endpoint: string; readonly body: object },
): Promise<Response> {
  const { origin } = new URL(publicUrl);
  // Where it came from has been looked at; the address is the one that we made out.
  const headers = new Headers({
    "content-type": "application/json",
    origin,
    [ADDRESS_HEADER]: clientAddress(c),
  });
  for (const name of ["cookie", "user-agent"]) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  const body = JSON.stringify(ask.body);
  const response = await auth.handle(
    new Request(`${origin}/auth${ask.endpoint}`, { method: "POST", headers, body }),
  );
  if (response.status >= 500)
    throw new Error(`better-auth failed at ${ask.endpoint}: ${await response.text()}`);
  return response;
}

/** Only the cookies: its body holds the session's token, which no page needs. */
export function passCookies(c: Context, from: Response): void {
  for (const cookie of from.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
}
