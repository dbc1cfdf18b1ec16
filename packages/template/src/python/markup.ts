import type { Printer } from "./printer.ts";
import { reprString } from "./string-repr.ts";
import { Thing } from "./thing.ts";

/** Text that counts as escaped: what is added to it gets escaped on the way. */
export class Markup extends Thing {
  override readonly typeName = "Markup";
  readonly value: string;

  constructor(value: string) {
    super();
    this.value = value;
  }

  override repr(_printer: Printer): string {
    return `Markup(${reprString(this.value)})`;
  }

  override text(): string {
    return this.value;
  }

  override truthy(): boolean {
    return this.value !== "";
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "'": "&#39;",
  '"': "&#34;",
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>'"]/g, (char) => ESCAPES[char] ?? char);
}
