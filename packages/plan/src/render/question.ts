import { encodeData, evaluate, isTemplate, parseCached, renderPieces } from "@riposte/template";
import type { Context, Data, Piece } from "@riposte/template";
import { cutText } from "../cut-text.ts";
import type { TemplateTree } from "../plan.ts";
import { SHOWN_OF_VALUE } from "../question.ts";
import type { RenderOptions } from "./tree.ts";
import { renderTree, templateOptions } from "./tree.ts";
import { RenderError } from "./render-error.ts";

/** Of all values of a question so many characters are held for who wants to read on; shared out evenly. */
const HELD = 8_000;

/** A question as a list of its pieces (see `QuestionPiece`). Throws nothing but `RenderError`. */
export function renderQuestion(tree: TemplateTree, context: Context, options: RenderOptions): Data {
  const pieces = piecesOf(tree, context, options);
  const values = pieces.filter(({ kind }) => kind === "value").length;
  const room = Math.max(SHOWN_OF_VALUE, Math.floor(HELD / Math.max(values, 1)));
  return pieces.map(({ kind, text }) => {
    const piece = new Map<string, Data>([["kind", kind]]);
    if (kind === "written" || text.length <= room) return piece.set("text", text);
    return piece.set("text", cutText(text, room)).set("length", BigInt(text.length));
  });
}

function piecesOf(tree: TemplateTree, context: Context, options: RenderOptions): readonly Piece[] {
  if (typeof tree !== "string") return [{ kind: "value", text: textOf(renderTree(tree, context, options)) }];
  if (!isTemplate(tree)) return [{ kind: "written", text: tree }];
  const path = options.field ?? "";
  try {
    const template = parseCached(tree);
    const prepared = templateOptions(options, path);
    if (!template.single) return renderPieces(template, context, prepared);
    return [{ kind: "value", text: textOf(evaluate(template, context, prepared)) }];
  } catch (error) {
    throw new RenderError(path, error);
  }
}

function textOf(data: Data): string {
  if (data === null) return "";
  return typeof data === "string" ? data : encodeData(data);
}
