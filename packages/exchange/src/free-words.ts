/** Names as templates can write them, each given once. */
export class FreeWords {
  readonly #taken: Set<string>;
  /** Where the search for a free number goes on. */
  readonly #next = new Map<string, number>();
  readonly #otherwise: string;

  /** @param otherwise Where nothing of a text is left. */
  constructor(otherwise: string, taken: readonly string[] = []) {
    this.#otherwise = otherwise;
    this.#taken = new Set(taken);
  }

  /** "Not detected" → `not_detected`, then `not_detected_2`. */
  take(text: string): string {
    const plain = NAME.test(text) ? text : wordOf(text);
    const base = /^[a-z_]/.test(plain) ? plain : this.#otherwise;
    let [name, number] = [base, this.#next.get(base) ?? 2];
    while (this.#taken.has(name)) name = `${base.slice(0, 56)}_${number++}`;
    this.#next.set(base, number);
    this.#taken.add(name);
    return name;
  }
}

const NAME = /^[a-z_][a-z0-9_]{0,63}$/;

function wordOf(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replaceAll(/^[_0-9]+(?=.)|_+$/g, "")
    .slice(0, 56);
}
