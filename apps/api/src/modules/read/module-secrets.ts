import type { Manifest } from "./manifest.ts";

/** Modules that are public keep some of these among what everybody may read. */
const UNNAMED = /password|secret|token|api_?key|integration_key|hook_url/i;

/** The properties of its configuration that are sealed: those that it names, and those that are secrets by their name. */
export function secretsOf({ configuration: { properties, secrets } }: Manifest): readonly string[] {
  return Object.keys(properties).filter((name) => secrets.includes(name) || UNNAMED.test(name));
}
