import { parse } from "./template.ts";
import type { Template } from "./template.ts";

/** So many templates are kept, and so many characters of them, whichever is reached first. */
const MOST_TEMPLATES = 2_000;
const MOST_CHARACTERS = 4_000_000;

// In the order of their last use. A Map of this module alone: deep freezing what the package exports leaves it be.
const kept = new Map<string, Template>();
const held = { characters: 0 };

/** `parse`, remembering the templates that were used last. What cannot be parsed is tried again each time. */
export function parseCached(source: string): Template {
  const known = kept.get(source);
  if (known !== undefined) {
    kept.delete(source);
    kept.set(source, known);
    return known;
  }
  const template = parse(source);
  kept.set(source, template);
  held.characters += source.length;
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_TEMPLATES && held.characters <= MOST_CHARACTERS) break;
    kept.delete(oldest);
    held.characters -= oldest.length;
  }
  return template;
}
