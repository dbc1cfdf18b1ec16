import { z } from "zod";

/** What the egress guard asks of every address is in the schema too, so that a written-out one is checked early. */
export function httpUrl() {
  return z
    .string()
    .min(1)
    .meta({
      description: "Complete address, https or http",
      pattern: String.raw`^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@\\]+(?:[\s/?#\\]|$)`,
      "x-must": "be a complete address that begins with https:// or http://, without user and password",
    });
}
