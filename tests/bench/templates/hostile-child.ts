import { evaluate, parse, TemplateError } from "@riposte/template";
import { HOSTILE_CONTEXT, HOSTILE_TEMPLATES } from "@riposte/template/hostile";

// Renders one hostile template and says what that took; a process of its own, so that its memory is its own.

const source = HOSTILE_TEMPLATES[Number(process.argv[2])] ?? "";
evaluate(parse("{{ dict | length }}{% for x in [1] %}{{ x }}{% endfor %}"), HOSTILE_CONTEXT);
const memory = process.resourceUsage().maxRSS;
const from = performance.now();
let ended = "";
try {
  evaluate(parse(source), HOSTILE_CONTEXT);
} catch (error) {
  if (error instanceof TemplateError) ended = error.code;
}
const milliseconds = performance.now() - from;
const megabytes = (process.resourceUsage().maxRSS - memory) / 1024;
console.log(JSON.stringify({ milliseconds, megabytes, ended }));
