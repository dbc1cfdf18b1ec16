const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^]+/gi;
/** What ends the sentence around an address. */
const AFTER = /[.,;:!?)\]]+$/;

/** A text, and the web addresses that stand in it; of no other scheme, and none that names a user. */
export function splitAtLinks(text: string): readonly (string | { readonly href: string })[] {
  const parts: (string | { readonly href: string })[] = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const href = found[0].replace(AFTER, "");
    if (!leadsWhereItSays(href)) continue;
    parts.push(text.slice(end, found.index), { href });
    end = found.index + href.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

/** "https://riposte.example.org@evil.example" leads elsewhere than it seems. */
function leadsWhereItSays(href: string): boolean {
  const url = URL.parse(href);
  return url !== null && url.username === "" && url.password === "";
}
