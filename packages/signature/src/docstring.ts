/** What a docstring says of a function. */
export interface Documented {
  /** All before the first section or field. */
  readonly summary: string;
  readonly parameters: ReadonlyMap<string, DocumentedParameter>;
}

interface DocumentedParameter {
  readonly text: string;
  /** As it is written; "": not said. */
  readonly type: string;
}

const FIELD = /^:(param|type)\s+(.*?):\s*(.*)$/;
const SECTION = /^(Args|Arguments|Parameters):\s*$/;
const OTHER_SECTION = /^(?:[A-Z]\w+:\s*$|:\w+)/;
const ENTRY = /^(\*{0,2}\w+)\s*(?:\(([^)]*)\))?\s*:\s*(.*)$/;

/** In the styles of Google (`Args:`) and of Sphinx (`:param name:`). */
export function readDocstring(docstring: string): Documented {
  const lines = dedent(docstring);
  const parameters = new Map<string, DocumentedParameter>();
  const add = (name: string, more: Partial<DocumentedParameter>) => {
    const known = parameters.get(name) ?? { text: "", type: "" };
    parameters.set(name, { ...known, ...more });
  };
  const summary: string[] = [];
  let last: string | null = null;
  let inSection = false;
  let isSummary = true;
  for (const line of lines) {
    const field = FIELD.exec(line);
    if (SECTION.test(line)) {
      inSection = true;
      isSummary = false;
      last = null;
    } else if (field !== null) {
      const [, kind, named = "", text = ""] = field;
      const words = named.split(/\s+/);
      const name = words.at(-1) ?? "";
      isSummary = false;
      last = kind === "param" ? name : null;
      if (kind === "type") add(name, { type: text });
      else add(name, { text, ...(words.length > 1 ? { type: words.slice(0, -1).join(" ") } : {}) });
    } else if (OTHER_SECTION.test(line)) {
      inSection = false;
      isSummary = false;
      last = null;
    } else if (isSummary) summary.push(line);
    else if (line.trim() === "") last = null;
    else {
      const entry = inSection ? ENTRY.exec(line.trim()) : null;
      const isDeeper = last !== null && /^(?: {8}|\t\t)/.test(line);
      if (entry !== null && !isDeeper) {
        const [, name = "", type = "", text = ""] = entry;
        last = name;
        add(name, { text, type });
      } else if (last !== null) add(last, { text: `${parameters.get(last)?.text} ${line.trim()}`.trim() });
    }
  }
  return { summary: summary.join("\n").trim(), parameters };
}

/** As Python's inspect.cleandoc: the first line stands by itself. */
function dedent(text: string): readonly string[] {
  const [first = "", ...rest] = text.replaceAll("\t", "    ").split(/\r?\n/);
  const indents = rest
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return [first.trim(), ...rest.map((line) => line.slice(Number.isFinite(least) ? least : 0).trimEnd())];
}
