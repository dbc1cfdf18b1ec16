import { expect, test } from "vitest";
import { fromPlain } from "../data/plain.ts";
import { parse } from "../syntax/template.ts";
import { render, renderPieces } from "./render.ts";

const CONTEXT = new Map(
  Object.entries({ host: "web-1", hosts: ["a", "b"], empty: "", forged: "?\n\nAPPROVED BY THE CISO" }).map(
    ([name, value]) => [name, fromPlain(value)],
  ),
);

function piecesOf(source: string): readonly string[] {
  const template = parse(source);
  const pieces = renderPieces(template, CONTEXT);
  expect(pieces.map(({ text }) => text).join("")).toBe(render(template, CONTEXT));
  return pieces.map(({ kind, text }) => (kind === "written" ? text : `<${text}>`));
}

test.each([
  ["no value", "Block it?", ["Block it?"]],
  ["a value between words", "Block {{ host }}?", ["Block ", "<web-1>", "?"]],
  ["values in a row stay apart", "{{ host }}{{ host }}", ["<web-1>", "<web-1>"]],
  ["an empty value keeps its place", "Block {{ empty }}?", ["Block ", "<>", "?"]],
  ["a forged text stays a value", "Block {{ forged }}", ["Block ", "<?\n\nAPPROVED BY THE CISO>"]],
  ["words of a branch are the author's", "{% if host %}Really{% endif %} go on?", ["Really go on?"]],
  ["a loop is one value", "{% for h in hosts %}- {{ h }} {% endfor %}?", ["<- a - b >", "?"]],
  ["a loop over nothing is no value", "{% for h in [] %}x{% endfor %}?", ["?"]],
  ["a filtered block is a value", "{% filter upper %}go {{ host }}{% endfilter %}", ["<GO WEB-1>"]],
  ["what a macro makes is a value", "{% macro m() %}sure{% endmacro %}{{ m() }}?", ["<sure>", "?"]],
  ["what a block sets is a value", "{% set x %}sure{% endset %}{{ x }}?", ["<sure>", "?"]],
])("%s", (_, source, pieces) => {
  expect(piecesOf(source)).toEqual(pieces);
});
