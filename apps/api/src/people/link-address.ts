import type { Context } from "../context.ts";

/** The token stands behind the #, which no browser sends and no log sees. */
export function linkAddress(
  { services }: Context,
  page: "setup" | "invitation",
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
): { readonly url: string; readonly expiresAt: string } {
  return {
    url: `${new URL(`/${page}`, services.publicUrl).href}#${token}`,
    expiresAt: expiresAt.toISOString(),
  };
}
