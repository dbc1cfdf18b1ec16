import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { readDocstring } from "./docstring.ts";
import type { Documented } from "./docstring.ts";
import { literalOf } from "./literal.ts";
import { childrenOf, docstringOf, readSource } from "./source-tree.ts";
import type { SourceTree } from "./source-tree.ts";
import { schemaOfHint } from "./type-schema.ts";

/** What a step with a script asks for and gives, from the signature and docstring of its `main`. */
export interface Form {
  readonly ok: true;
  /** JSON Schema of an object. */
  readonly arguments: JsonObject;
  /** JSON Schema; null where main does not say what it returns. */
  readonly result: JsonObject | null;
  /** What the docstring says it does; "" where it does not. */
  readonly summary: string;
}

export interface NoForm {
  readonly ok: false;
  /** A sentence for its author. */
  readonly why: string;
}

/** Reads Python and runs nothing of it. */
export function formOf(source: string): Form | NoForm {
  const tree = readSource(source);
  if (tree.main === null)
    return no("There is no “def main” at the top level, so that there is no signature to read.");
  const list = tree.main.getChild("ParamList");
  if (list === null || childrenOf(list).some(({ type }) => type.isError))
    return no("The signature of main cannot be read yet: look at its parentheses.");
  const said = readDocstring(docstringOf(tree.main, tree.text));
  const { parameters, takesAny } = parametersOf(list);
  // That one is filled in by Riposte.
  const asked = parameters.filter(({ name }) => tree.text(name) !== "connector");
  const required = asked.filter(({ fallback }) => fallback === null).map(({ name }) => tree.text(name));
  const returns = childrenOf(tree.main).find(({ name }) => name === "TypeDef")?.lastChild ?? null;
  const result = returns === null ? {} : schemaOfHint(returns, tree);
  return {
    ok: true,
    arguments: {
      type: "object",
      properties: Object.fromEntries(asked.map((each) => [tree.text(each.name), schemaOf(each, said, tree)])),
      ...(required.length === 0 ? {} : { required }),
      ...(takesAny ? {} : { additionalProperties: false }),
    },
    result: Object.keys(result).length === 0 ? null : result,
    summary: said.summary,
  };
}

function no(why: string): NoForm {
  return { ok: false, why };
}

interface Parameter {
  readonly name: SyntaxNode;
  readonly hint: SyntaxNode | null;
  readonly fallback: SyntaxNode | null;
}

function parametersOf(list: SyntaxNode): { parameters: readonly Parameter[]; takesAny: boolean } {
  const parameters: Parameter[] = [];
  let takesAny = false;
  let group: SyntaxNode[] = [];
  const close = () => {
    const [first] = group;
    const name = group.find((node) => node.name === "VariableName");
    if (first?.name === "**") takesAny = true;
    else if (first?.name === "VariableName" && name !== undefined) {
      const assigned = group.findIndex((node) => node.name === "AssignOp");
      parameters.push({
        name,
        hint: group.find((node) => node.name === "TypeDef")?.lastChild ?? null,
        fallback: assigned === -1 ? null : (group[assigned + 1] ?? null),
      });
    }
    group = [];
  };
  for (const child of childrenOf(list).slice(1)) {
    if (child.name === "," || child.name === ")") close();
    else group.push(child);
  }
  return { parameters, takesAny };
}

function schemaOf({ name, hint, fallback }: Parameter, said: Documented, tree: SourceTree): JsonValue {
  const words = said.parameters.get(tree.text(name));
  const schema = hint === null ? schemaOfWords(words?.type ?? "", tree) : schemaOfHint(hint, tree);
  const value = fallback === null ? undefined : literalOf(fallback, tree.text);
  return {
    ...schema,
    ...(words === undefined || words.text === "" ? {} : { description: words.text }),
    ...(value === undefined || value === null ? {} : { default: value }),
  };
}

/** A type as docstrings write it, for Python that has no hints: `int`, `list[str], optional`. */
function schemaOfWords(words: string, tree: SourceTree): JsonObject {
  const hint = words.replace(/,?\s*optional\s*$/, "").trim();
  if (hint === "") return {};
  const parsed = parser.parse(hint).topNode.firstChild?.firstChild ?? null;
  if (parsed === null || parsed.to !== hint.length) return {};
  return schemaOfHint(parsed, { ...tree, text: ({ from, to }) => hint.slice(from, to) });
}
