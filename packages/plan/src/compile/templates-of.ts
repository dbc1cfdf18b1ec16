import {
  filterSignatures,
  isTemplate,
  parse,
  parseExpression,
  patternFaults,
  references,
  TemplateError,
  testNames,
} from "@riposte/template";
import type { Reference, Template } from "@riposte/template";
import type { TemplateTree } from "../plan.ts";
import { joinPath } from "../render/tree.ts";
import { isList, membersOf } from "../tree-data.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { StepField } from "./step-fields.ts";

/** A name that a template reads, and where. */
export interface Reading {
  readonly field: string;
  readonly reference: Reference;
}

/** A template that can be read, and where. */
export interface ReadTemplate {
  readonly field: string;
  readonly template: Template;
  readonly isExpression: boolean;
}

export interface Readings {
  readonly readings: readonly Reading[];
  readonly templates: readonly ReadTemplate[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses every template of a node; a syntax error is told at its place, and the others are read all the same. */
export function readTemplates(node: string, fields: readonly StepField[]): Readings {
  const readings: Reading[] = [];
  const templates: ReadTemplate[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const found of fields.flatMap(textsOf)) {
    const { field, text, isExpression } = found;
    if (isExpression && text.trim() === "") {
      diagnostics.push(unwritten(node, field));
      continue;
    }
    try {
      const template = isExpression ? parseExpression(text) : parse(text);
      templates.push({ field, template, isExpression });
      for (const reference of references(template)) readings.push({ field, reference });
      for (const fault of patternFaults(template)) diagnostics.push(badPattern(node, field, fault));
    } catch (problem) {
      diagnostics.push(syntaxError(node, found, problem));
    }
  }
  return { readings, templates, diagnostics };
}

interface TemplateText {
  readonly field: string;
  readonly text: string;
  readonly isExpression: boolean;
}

function textsOf({ field, tree, isExpression }: StepField): TemplateText[] {
  if (isExpression && typeof tree === "string") return [{ field, text: tree, isExpression }];
  return templateTexts(tree, field).map((found) => ({ ...found, isExpression }));
}

function templateTexts(tree: TemplateTree, field: string): { field: string; text: string }[] {
  if (typeof tree === "string") return isTemplate(tree) ? [{ field, text: tree }] : [];
  if (tree === null || typeof tree !== "object") return [];
  const members = isList(tree) ? tree.map((item, at) => [String(at), item] as const) : membersOf(tree);
  return members.flatMap(([key, item]) => templateTexts(item, joinPath(field, key)));
}

function unwritten(node: string, field: string): Diagnostic {
  const hint = "Such as steps.check.score > 50";
  return error({ code: "template_syntax", message: "Say when this case applies.", node, field, hint });
}

function unknownName({ code, message }: TemplateError) {
  if (code !== "unknown_filter" && code !== "unknown_test") return null;
  const [, name = ""] = /'(.*)'/s.exec(message) ?? [];
  const kind = code === "unknown_filter" ? "filter" : "test";
  const names = kind === "filter" ? filterSignatures().map((one) => one.name) : testNames();
  return { code, message: `There is no ${kind} "${name}".`, ...didYouMean(name, names) } as const;
}

function badPattern(
  node: string,
  field: string,
  fault: ReturnType<typeof patternFaults>[number],
): Diagnostic {
  const hint = "Look-around, such as (?=…), and back-references, such as \\1, do not exist here.";
  return error({ code: "bad_pattern", message: fault.message, node, field, range: fault.range, hint });
}

function syntaxError(
  node: string,
  { field, text, isExpression }: TemplateText,
  problem: unknown,
): Diagnostic {
  if (problem instanceof TemplateError && problem.code !== "syntax") {
    const unknown = unknownName(problem);
    if (unknown !== null) return error({ ...unknown, node, field, range: problem.range });
  }
  const message = problem instanceof Error ? problem.message : String(problem);
  return error({
    code: "template_syntax",
    message: `${isExpression ? "The condition" : `The template in "${field}"`} cannot be read: ${message}`,
    node,
    field,
    ...(problem instanceof TemplateError ? { range: problem.range } : {}),
    ...(isExpression && isTemplate(text)
      ? { hint: "A condition is written without braces: steps.check.score > 50" }
      : {}),
  });
}
