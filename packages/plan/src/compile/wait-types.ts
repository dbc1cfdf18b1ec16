import { parseInstant } from "../engine/instant.ts";
import type { StepNode } from "../graph.ts";
import { LEARNT } from "../types/report.ts";
import type { Form, Type } from "../types/type.ts";
import { wordsOf } from "../types/words.ts";
import type { Diagnostic, SourceRange } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";

interface Place {
  readonly field: string;
  readonly range: { readonly range?: SourceRange };
}

/** A wait whose template can give no number of seconds, or no instant. */
export function waitFaults(node: StepNode, { field, range }: Place, type: Type): Diagnostic[] {
  if (node.kind !== "wait" || (field !== "seconds" && field !== "until") || type.forms.length === 0)
    return [];
  const fits = field === "seconds" ? canBeSeconds : canBeInstant;
  if (type.forms.some(fits)) return [];
  const isLocalTime = type.forms.some((form) => form.kind === "string" && form.isLocalTime === true);
  const gives = isLocalTime
    ? "a time without its offset"
    : type.forms.every(({ kind }) => kind === "string")
      ? "another text"
      : wordsOf(type);
  const must =
    field === "seconds"
      ? "The time to wait must be a number of seconds"
      : "The end of the wait must be a date and a time";
  const hint = isLocalTime
    ? "Put Z behind it, for UTC: {{ utcnow() }}Z."
    : field === "seconds"
      ? "It must be 0 or more, such as 600."
      : "It must be like 2026-11-21T08:00:00Z.";
  const details = {
    code: "bad_wait",
    message: `${must}, and this gives ${gives}.`,
    field,
    ...range,
  } as const;
  return [
    type.learnt
      ? warning({ ...details, node: node.id, hint: `${hint} ${LEARNT}` })
      : error({ ...details, node: node.id, hint }),
  ];
}

function canBeSeconds(form: Form): boolean {
  if (form.kind !== "string") return ["any", "int", "float"].includes(form.kind);
  if (form.isLocalTime === true) return false;
  return form.literals?.some((text) => text.trim() !== "" && Number(text) >= 0) ?? true;
}

function canBeInstant(form: Form): boolean {
  if (form.kind !== "string") return form.kind === "any";
  if (form.isLocalTime === true) return false;
  return form.literals?.some((text) => parseInstant(text) !== null) ?? true;
}
