/** By what a page reads in its address, whether it understands a value. */
export type Understood = Readonly<Record<string, (value: string) => boolean>>;

export const anything = () => true;

export function oneOf(words: readonly string[]): (value: string) => boolean {
  return (value) => words.includes(value);
}

/** `failed,stuck`: each of them. */
export function someOf(words: readonly string[]): (value: string) => boolean {
  return (value) => value.split(",").every((word) => words.includes(word));
}

/** Names of what an address asks for and nobody understands: what is shown would not keep to it. */
export function misread(
  search: Readonly<Record<string, string | undefined>>,
  understood: Understood,
): readonly string[] {
  return Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== "")
    .filter(([name, value = ""]) => !Object.hasOwn(understood, name) || understood[name]?.(value) !== true)
    .map(([name]) => name);
}
