const NAME = /^[a-z_][a-z0-9_]{0,63}$/;

/** What one types, as templates can write it: "Get Host" → `get_host`; empty where nothing of it can be. */
export function plainName(text: string): string {
  const trimmed = text.trim();
  if (NAME.test(trimmed)) return trimmed;
  return trimmed
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "")
    .slice(0, 64);
}
