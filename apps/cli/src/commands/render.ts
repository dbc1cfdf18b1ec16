import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { readLines } from "../read-lines.ts";
import { renderLine } from "../render-line.ts";

export const render = defineCommand({
  usage: "render",
  about:
    'Reads one JSON object a line, {"template": "…", "context": {…}}, and answers each with one line before it\n' +
    'reads the next: {"value": …} when the template is a single {{ expression }}, {"output": "…"} for other text,\n' +
    '{"error": "…", "line": …, "column": …} when it cannot be evaluated. An empty line gets no answer, a line of\n' +
    "blanks an error as any other that is not JSON. No server is needed.",
  words: [0, 0],
  options: {},
  examples: [
    {
      line: `render <<< '{"template": "{{ alert.score + 1 }}", "context": {"alert": {"score": 41}}}'`,
      about: 'answers {"value": 42}',
    },
    {
      line: `render <<< '{"template": "Hello {{ name | upper }}!", "context": {"name": "eve"}}'`,
      about: 'answers {"output": "Hello EVE!"}',
    },
  ],
  online: false,
  run: async ({ io }) => {
    for await (const line of readLines(io.stdin)) {
      if (line !== "" && line !== "\r") io.write(`${renderLine(line)}\n`);
    }
    return EXIT.ok;
  },
});
