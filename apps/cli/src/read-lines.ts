/** Lines of UTF-8 text as they come; the last one needs no line break. Faulty bytes become U+FFFD. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held: string[] = [];
  for await (const chunk of bytes) {
    const [first = "", ...others] = decoder.decode(chunk, { stream: true }).split("\n");
    held.push(first);
    for (const next of others) {
      yield held.join("");
      held = [next];
    }
  }
  held.push(decoder.decode());
  const last = held.join("");
  if (last !== "") yield last;
}
