import { parse } from "@riposte/template";
import type { Statement } from "@riposte/template";

/** What these set is read by what comes after them. */
const BINDING: ReadonlySet<Statement["kind"]> = new Set(["set", "set_block", "macro"]);

/** The plain text, the `{{ expressions }}` and the blocks of a template, one after the other, as each can be rendered alone. */
export function templatePieces(text: string): readonly string[] {
  const { body } = parse(text);
  if (body.some(({ kind }) => BINDING.has(kind))) return [text];
  return body.map((statement) => {
    if (statement.kind === "text") return statement.text;
    if (statement.kind === "print") {
      const { start, end } = statement.value.range;
      return `{{ ${text.slice(start, end)} }}`;
    }
    const { start, end } = statement.range;
    return `{% ${text.slice(start, end).trim()} %}`;
  });
}
