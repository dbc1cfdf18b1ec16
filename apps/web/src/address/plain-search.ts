/** The address bar holds words as they are: `?states=failed,stuck&text=10`, no quotes, no JSON. */
export type PlainSearch = Readonly<Record<string, string>>;

export function parseSearch(text: string): PlainSearch {
  return Object.fromEntries(new URLSearchParams(text));
}

/** What is not set is not written. A list is written with commas. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const text = inWords(value);
    if (text !== "") parameters.set(name, text);
  }
  // Commas and slashes are allowed here and read better.
  const text = parameters.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(",");
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
