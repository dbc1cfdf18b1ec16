import { parse } from "./template.ts";
import type { Template } from "./template.ts";

/** Each half of the cache holds so many templates, and so many characters of them, whichever is reached first. */
const MOST_TEMPLATES = 1_000;
const MOST_CHARACTERS = 2_000_000;

/**
 * In two halves: what is used moves to the young one; once that is full, it becomes the old one, and what nobody asked
 * for since is forgotten. A hit costs one look-up, where an exact order of use would cost three.
 */
const cache = { young: new Map<string, Template>(), old: new Map<string, Template>(), characters: 0 };

/** `parse`, remembering the templates that were used last. What cannot be parsed is tried again each time. */
export function parseCached(source: string): Template {
  const known = cache.young.get(source);
  if (known !== undefined) return known;
  const template = cache.old.get(source) ?? parse(source);
  if (cache.young.size >= MOST_TEMPLATES || cache.characters + source.length > MOST_CHARACTERS) {
    cache.old = cache.young;
    cache.young = new Map();
    cache.characters = 0;
  }
  cache.young.set(source, template);
  cache.characters += source.length;
  return template;
}
