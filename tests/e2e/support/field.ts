import type { Locator } from "@playwright/test";
import { expect } from "./expect.ts";

/** What stands in a field, be it an input or an editor of templates. */
export function writtenIn(field: Locator): Promise<string> {
  return field.evaluate((element) => {
    if ("value" in element) return String(element.value);
    if (element.getAttribute("data-empty") === "true") return "";
    return Array.from(element.querySelectorAll(".cm-line"), ({ textContent }) => textContent).join("\n");
  });
}

export async function expectWritten(field: Locator, text: string | RegExp): Promise<void> {
  const written = expect.poll(() => writtenIn(field));
  await (typeof text === "string" ? written.toBe(text) : written.toMatch(text));
}
