import type { Range, Template } from "@riposte/template";
import type { ActionEntry, Catalogue } from "../catalogue.ts";
import type { StepNode } from "../graph.ts";
import type { Finding } from "../types/env.ts";
import type { Inferred } from "../types/infer-template.ts";
import { typeOfSchema } from "../types/from-schema.ts";
import { LEARNT } from "../types/report.ts";
import { holdsSecret } from "../types/secret.ts";
import type { Type } from "../types/type.ts";
import { argumentFault, expectedAt } from "./argument-types.ts";
import { findPlaybook } from "./check-playbook.ts";
import { deadCases } from "./dead-cases.ts";
import { waitFaults } from "./wait-types.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { overFaults } from "./over-types.ts";
import { error, warning } from "./diagnostic.ts";
import type { Draft } from "./draft.ts";
import type { StepTypes } from "./step-types.ts";
import type { Reading, Readings, ReadTemplate } from "./templates-of.ts";

/** What the templates of a step have seen to by themselves. */
export interface Seen {
  /** What is read there may be missing. */
  isGuarded(field: string, range: Range): boolean;
  /** It was asked before whether the step, or the variable, is there. */
  isAsked(field: string, range: Range): boolean;
}

export interface CheckedTypes {
  readonly seen: Seen;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the types of all that a step's templates read make impossible in them. */
export function checkTypes(draft: Draft, types: StepTypes, node: StepNode, read: Readings): CheckedTypes {
  const inferred = new Map<string, Inferred>();
  const diagnostics: Diagnostic[] = [];
  const byField = Map.groupBy(read.readings, ({ field }) => field);
  const told = new Set(read.diagnostics.map(placeOf));
  for (const one of read.templates) {
    const { field, template } = one;
    const found = types.infer(one, node, stepsIn(draft, byField.get(field) ?? []));
    inferred.set(field, found);
    const said = found.findings.map((finding) => described(finding, node.id, field));
    diagnostics.push(...said.filter((one) => !told.has(placeOf(one))));
    // What cannot be worked out at all gives nothing that could be of another type.
    if (!found.findings.some(({ isCertain }) => isCertain)) {
      diagnostics.push(...argumentFaults(draft, node, { field, template }, found.type));
      diagnostics.push(...waitFaults(node, { field, range: rangeOf(template) }, found.type));
      diagnostics.push(...overFaults(node, { field, ...rangeOf(template) }, found.type));
    }
    if (isMessage(draft, node, field))
      diagnostics.push(...found.secrets.map((range) => secretPrinted(node, field, range)));
  }
  if (node.kind === "condition") diagnostics.push(...deadCases(node, inferred));
  const holds = (field: string, range: Range, set: "guarded" | "asked") =>
    inferred.get(field)?.[set].has(`${range.start}:${range.end}`) ?? false;
  return {
    seen: {
      isGuarded: (field, range) => holds(field, range, "guarded"),
      isAsked: (field, range) => holds(field, range, "asked"),
    },
    diagnostics,
  };
}

/** One thing is told once at a place. */
function placeOf({ code, field, range }: Pick<Diagnostic, "code" | "field" | "range">): string {
  return `${code} ${field} ${range?.start}`;
}

function stepsIn({ stepsByName, stepsById }: Draft, readings: readonly Reading[]): StepNode[] {
  const found = readings.flatMap(({ reference: { path } }) => {
    const [root, member] = path;
    const steps = root === "steps" ? stepsByName : root === "node" ? stepsById : null;
    const step = member === undefined ? undefined : steps?.get(String(member));
    return step === undefined ? [] : [step];
  });
  return [...new Set(found)];
}

function described({ isCertain, ...finding }: Finding, node: string, field: string): Diagnostic {
  return (isCertain ? error : warning)({ ...finding, node, field });
}

function argumentFaults(
  { catalogue }: Draft,
  node: StepNode,
  { field, template }: Pick<ReadTemplate, "field" | "template">,
  type: Type,
): Diagnostic[] {
  const action = field.startsWith("arguments.") ? calledBy(catalogue, node) : null;
  if (action === null) return [];
  const path = field.split(".").slice(1);
  const fault = argumentFault(expectedAt(typeOfSchema(action.arguments), path), type);
  if (fault === null) return [];
  const label = [...path, ...fault.path].join(".");
  const place = { node: node.id, field, ...rangeOf(template) };
  const details =
    fault.words === null
      ? { code: "missing_argument" as const, message: `"${action.name}" needs the argument "${label}".` }
      : {
          code: "wrong_argument" as const,
          message: `The argument "${label}" of "${action.name}" ${fault.words}`,
        };
  const hints = [fault.hint, ...(type.learnt ? [LEARNT] : [])].filter((hint) => hint !== undefined);
  const hint = hints.length === 0 ? {} : { hint: hints.join(" ") };
  return [(type.learnt ? warning : error)({ ...details, ...place, ...hint })];
}

/** What a step hands its arguments to, as far as it says what it takes. */
function calledBy(catalogue: Catalogue, node: StepNode): Pick<ActionEntry, "name" | "arguments"> | null {
  if (node.kind === "action") return catalogue.actions.get(node.action) ?? null;
  const entry = node.kind === "sub_playbook" ? findPlaybook(catalogue, node.playbook) : undefined;
  return entry === undefined || entry.inputs === null ? null : { name: entry.name, arguments: entry.inputs };
}

function rangeOf({ single }: Template): { range?: Range } {
  return single === null ? {} : { range: single.range };
}

/** What people get to read. */
function isMessage({ catalogue }: Draft, node: StepNode, field: string): boolean {
  if (node.kind === "fail" || node.kind === "approval" || node.kind === "respond") return true;
  if (field.startsWith("approval.")) return true;
  const action = node.kind === "action" ? catalogue.actions.get(node.action) : undefined;
  if (action?.effect !== "notify") return false;
  return !holdsSecret(expectedAt(typeOfSchema(action.arguments), field.split(".").slice(1)));
}

function secretPrinted(node: StepNode, field: string, range: Range): Diagnostic {
  return warning({
    code: "secret_printed",
    message: "A secret is written here, where people read it.",
    node: node.id,
    field,
    range,
    hint: "Leave it out, or write only what it is for.",
  });
}
