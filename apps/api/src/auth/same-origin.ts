/**
 * What a browser says of the page that a request comes from; null when it is one of ours. Whatever a cookie is enough
 * for must pass this: other pages can make a browser send our cookie, but not say that they are us.
 */
export function refuseForeignOrigin(headers: Headers, own: ReadonlySet<string>): string | null {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site !== null && site !== "same-origin") {
    return `This request comes from another site (Sec-Fetch-Site: ${site}). Only Riposte's own pages may send it.`;
  }
  if (origin === null) {
    return site === "same-origin"
      ? null
      : "This request does not say which page it comes from (no Origin header). Programs send an API token instead of a cookie.";
  }
  if (own.has(origin)) return null;
  if (origin === "null")
    return "The browser does not say which page this request comes from (Origin: null). Open Riposte by its own address, and not in a sandboxed frame.";
  return `This request comes from ${origin}, which is not this server's address. If it should be, start Riposte with RIPOSTE_PUBLIC_URL=${origin}.`;
}
