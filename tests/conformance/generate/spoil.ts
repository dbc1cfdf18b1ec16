import type { Random } from "./random.ts";

const TOKENS = /\{%[-+]?|[-+]?%\}|\{\{-?|-?\}\}|\{#|#\}|\w+|\*\*|\/\/|[=!<>]=|'[^']*'|"[^"]*"|\s+|[^\s\w]/g;

const STRAY = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "|",
  "~",
  ".",
  "-",
  "+",
  "not",
  "in",
  "is",
  "if",
  "else",
  "and",
  "or",
  "for",
  "none",
  "'",
  "\\",
  "=",
  "==",
  "!",
  "%",
  "*",
  "**",
  "_",
  "1",
  "1.",
  ".5",
  "1e5",
  "0x",
  "é",
  "loop",
  "self",
  "true",
  "{{",
  "}}",
  "{%",
  "%}",
  "{#",
  "#}",
  "endif",
  "endfor",
  "end",
  "{% endraw %}",
  "set",
  "caller",
  ";",
  "$",
  "@",
  "\n",
];

/** The same template with a token too many, too few or in the wrong place: mistakes must be the same ones. */
export function spoil(template: string, random: Random): string {
  const tokens: string[] = template.match(TOKENS) ?? [];
  for (let rounds = random.between(1, 2); rounds > 0 && tokens.length > 0; rounds -= 1) {
    const at = random.between(0, tokens.length - 1);
    const token = tokens[at] ?? "";
    const roll = random.between(0, 4);
    if (roll === 0) tokens.splice(at, 1);
    else if (roll === 1) tokens.splice(at, 0, random.pick(STRAY));
    else if (roll === 2) tokens.splice(at, 1, random.pick(STRAY));
    else if (roll === 3) tokens.splice(at, 0, token);
    else tokens.splice(at, 1, random.pick(tokens));
  }
  return tokens.join("");
}
