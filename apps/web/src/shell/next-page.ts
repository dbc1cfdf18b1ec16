/** Where to go after signing in: a page of ours, whatever the address bar says. */
export function nextPage(next: unknown): string {
  // "//host" and "/\host" are other hosts to a browser.
  return typeof next === "string" && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in")
    ? next
    : "/playbooks";
}
