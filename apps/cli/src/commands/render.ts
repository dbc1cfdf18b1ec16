import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { readInput } from "../read-input.ts";
import { readLines } from "../read-lines.ts";
import { renderFile, renderLine } from "../render-line.ts";

export const render = defineCommand({
  usage: "render [TEMPLATE] [--context FILE] [--strict]",
  about:
    "Renders the template in a file (- is stdin): a single {{ expression }} gives its value as JSON, other text itself.\n" +
    "What is wrong is said with line and column. Without a file it answers questions, one after the other:\n" +
    'it reads one JSON object a line, {"template": "…", "context": {…}}, and answers each with one line before it\n' +
    'reads the next: {"value": …} when the template is a single {{ expression }}, {"output": "…"} for other text,\n' +
    '{"error": "…", "line": …, "column": …} when it cannot be evaluated. An empty line gets an error too, as any\n' +
    "other that is not JSON: there are as many answers as lines. No server is needed.",
  words: [0, 1],
  options: {
    context: { type: "string", value: "FILE", about: "a JSON object with what the template's names mean" },
    strict: { type: "boolean", about: "using anything undefined is an error" },
  },
  examples: [
    { line: "render message.j2 --context alert.json", about: "one template, one context" },
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
  run: async ({ io, environment, words: [file], values }) => {
    const strict = values.strict === true;
    if (file !== undefined) {
      const source = await readInput(file, { io, environment });
      const context =
        values.context === undefined ? "{}" : await readInput(values.context, { io, environment });
      const { ok, text } = renderFile(source, context, strict);
      if (ok) io.write(text);
      else io.warn(`${file}:${text}`);
      return ok ? EXIT.ok : EXIT.failed;
    }
    for await (const line of readLines(io.stdin)) {
      io.write(`${renderLine(line, strict)}\n`);
    }
    return EXIT.ok;
  },
});
