/** `url:<origin>`: paths and queries may hold secrets. */
export function urlTarget(url: string): string {
  return URL.canParse(url) ? `url:${new URL(url).origin}` : "url:not-valid";
}
