import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";

/** Python as it is written, read by a parser: nothing of it is run, and half a line is no error. */
export interface SourceTree {
  readonly text: (node: SyntaxNode) => string;
  /** The last `def main` at the top level; null: there is none. */
  readonly main: SyntaxNode | null;
  /** Classes at the top level, by name. */
  readonly classes: ReadonlyMap<string, SyntaxNode>;
}

export function readSource(source: string): SourceTree {
  const text = ({ from, to }: SyntaxNode) => source.slice(from, to);
  let main: SyntaxNode | null = null;
  const classes = new Map<string, SyntaxNode>();
  for (const node of childrenOf(parser.parse(source).topNode)) {
    const defined =
      node.name === "DecoratedStatement" ? (childrenOf(node).findLast(isDefinition) ?? node) : node;
    const name = defined.getChild("VariableName");
    if (name === null) continue;
    if (defined.name === "FunctionDefinition" && text(name) === "main") main = defined;
    if (defined.name === "ClassDefinition") classes.set(text(name), defined);
  }
  return { text, main, classes };
}

function isDefinition({ name }: SyntaxNode): boolean {
  return name === "FunctionDefinition" || name === "ClassDefinition";
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The text with which a function or class begins; "" where it has none. */
export function docstringOf(node: SyntaxNode, text: SourceTree["text"]): string {
  const [, first] = childrenOf(node.getChild("Body") ?? node);
  const string = first?.name === "ExpressionStatement" ? first.firstChild : null;
  if (string === null || !string.name.endsWith("String")) return "";
  return contentOf(text(string)) ?? "";
}

/** What a text in quotes says; null where it hangs on the run: an f-string. */
export function contentOf(quoted: string): string | null {
  const [, prefix = "", quote = ""] = /^([A-Za-z]*)("""|'''|"|')/.exec(quoted) ?? [];
  if (quote === "" || /[fb]/i.test(prefix) || !quoted.endsWith(quote)) return null;
  const inner = quoted.slice(prefix.length + quote.length, -quote.length);
  if (/r/i.test(prefix)) return inner;
  return inner.replaceAll(/\\(\n|.)/g, (whole, letter: string) => ESCAPED[letter] ?? whole);
}

const ESCAPED: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  n: "\n",
  t: "\t",
  r: "\r",
};
