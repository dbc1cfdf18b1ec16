import { ACTION_ICONS, scriptLimits } from "@riposte/plan";
import { z } from "zod";
import { networkDraft, networkInput } from "./network-draft.ts";
import type { SavedNetwork } from "./network-draft.ts";
import { ANY_ARGUMENTS, NEW_SOURCE } from "./script-text.ts";

/** A call to try a script with; arguments and result are JSON text, "" is no result that is expected. */
const scriptCase = z.object({
  name: z.string(),
  arguments: z.string(),
  result: z.string(),
  /** What the message of its failure holds; "": it is not to fail. */
  fails: z.string(),
});

export type ScriptCase = z.infer<typeof scriptCase>;

/** One of an action's scripts as it stands in the editor; schemas are text, as they may be half written. */
const scriptPart = z.object({
  /** "" is the action's own: steps call it by the action's name. */
  name: z.string(),
  /** What its file is called; "": as it is called itself. */
  file: z.string(),
  source: z.string(),
  entry: z.enum(["main", "plain"]),
  /** The version of its interpreter; "": any Python 3. */
  python: z.string().default(""),
  /** Where the step's form comes from. */
  form: z.enum(["signature", "schema"]),
  arguments: z.string(),
  result: z.string(),
  cases: z.array(scriptCase).readonly().default([]),
});

export type ScriptPart = z.infer<typeof scriptPart>;

/** An action as it stands in its editor. */
export const scriptDraft = z.object({
  /** The version that is edited; 0: it is new. */
  base: z.int().min(0),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  kind: z.enum(["getter", "setter", "notifier", "enricher", "helper", "script"]),
  icon: z.enum(["", ...ACTION_ICONS]),
  effect: z.enum(["read", "write", "notify"]),
  idempotent: z.boolean(),
  /** "host", and the argument that names it; "": nothing that can be told. */
  targetKind: z.string(),
  targetArgument: z.string(),
  connector: z.string(),
  connectorRequired: z.boolean(),
  timeoutSeconds: z.number(),
  memoryMb: z.number(),
  limits: scriptLimits.default({}),
  /** As in a `requirements.txt`. */
  requirements: z.string().default(""),
  network: z.enum(["none", "hosts", "internet"]).default("none"),
  /** One a line, with a port where it is not 443. */
  hosts: z.string().default(""),
  /** The action's own first. */
  scripts: z.array(scriptPart).min(1).readonly(),
});

export type ScriptDraft = z.infer<typeof scriptDraft>;

export const NEW_PART: ScriptPart = {
  name: "",
  file: "",
  source: NEW_SOURCE,
  entry: "main",
  python: "",
  form: "signature",
  arguments: ANY_ARGUMENTS,
  result: "",
  cases: [],
};

export const NEW_SCRIPT: ScriptDraft = {
  base: 0,
  name: "",
  title: "",
  description: "",
  kind: "script",
  icon: "",
  effect: "read",
  idempotent: true,
  targetKind: "",
  targetArgument: "",
  connector: "",
  connectorRequired: true,
  timeoutSeconds: 60,
  memoryMb: 256,
  limits: {},
  requirements: "",
  network: "none",
  hosts: "",
  scripts: [NEW_PART],
};

interface SavedPart {
  readonly file?: string | undefined;
  readonly entry: "main" | "plain";
  readonly python?: string | undefined;
  readonly form?: "signature" | undefined;
  readonly arguments: unknown;
  readonly result: unknown;
  readonly cases?: readonly SavedCase[] | undefined;
}

interface SavedCase {
  readonly name: string;
  readonly arguments: unknown;
  readonly result?: unknown;
  readonly fails?: string | undefined;
}

/** What the server has of an action. */
export interface SavedScript {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly source: string;
  readonly definition: SavedPart & {
    readonly effect: ScriptDraft["effect"];
    readonly idempotent: boolean;
    readonly connector: string | null;
    readonly connectorRequired: boolean;
    readonly timeoutSeconds: number;
    readonly memoryMb: number;
    readonly title?: string | undefined;
    readonly kind?: Exclude<ScriptDraft["kind"], "script"> | undefined;
    readonly icon?: Exclude<ScriptDraft["icon"], ""> | undefined;
    readonly limits?: ScriptDraft["limits"] | undefined;
    readonly requirements?: string | undefined;
    readonly network?: SavedNetwork | undefined;
    readonly target?: { readonly kind: string; readonly argument: string } | undefined;
  };
  readonly scripts: readonly (SavedPart & { readonly name: string; readonly source: string })[];
}

export function draftOf({
  name,
  version,
  description,
  source,
  definition,
  scripts,
}: SavedScript): ScriptDraft {
  const { effect, idempotent, connector, connectorRequired, timeoutSeconds, memoryMb, target } = definition;
  return {
    base: version,
    name,
    title: definition.title ?? "",
    description,
    kind: definition.kind ?? "script",
    icon: definition.icon ?? "",
    effect,
    idempotent,
    targetKind: target?.kind ?? "",
    targetArgument: target?.argument ?? "",
    connector: connector ?? "",
    connectorRequired,
    timeoutSeconds,
    memoryMb,
    limits: definition.limits ?? {},
    requirements: definition.requirements ?? "",
    ...networkDraft(definition.network),
    scripts: [partOf({ ...definition, name: "", source }), ...scripts.map(partOf)],
  };
}

function partOf(saved: SavedScript["scripts"][number]): ScriptPart {
  return {
    name: saved.name,
    file: saved.file ?? "",
    source: saved.source,
    entry: saved.entry,
    python: saved.python ?? "",
    form: saved.form ?? "schema",
    arguments: JSON.stringify(saved.arguments, null, 2),
    result: saved.result === null ? "" : JSON.stringify(saved.result, null, 2),
    cases: (saved.cases ?? []).map(caseOf),
  };
}

function caseOf({ name, arguments: given, result, fails }: SavedCase): ScriptCase {
  return {
    name,
    arguments: JSON.stringify(given, null, 2),
    result: result === undefined ? "" : JSON.stringify(result, null, 2),
    fails: fails ?? "",
  };
}

type Json = Record<string, never>;

/** As `actions.save` takes it. @throws where a schema is no JSON: ask `faultsOf` before. */
export function inputOf(draft: ScriptDraft) {
  const {
    scripts,
    title,
    kind,
    icon,
    targetKind,
    targetArgument,
    connector,
    limits,
    requirements,
    ...others
  } = draft;
  const { network: _network, hosts: _hosts, ...rest } = others;
  const [own = NEW_PART, ...further] = scripts;
  const { name: _own, ...first } = partInput(own);
  return {
    ...rest,
    ...first,
    connector: connector.trim() === "" ? null : connector.trim(),
    ...(title.trim() === "" ? {} : { title: title.trim() }),
    ...(kind === "script" ? {} : { kind }),
    ...(icon === "" ? {} : { icon }),
    ...(targetKind.trim() === ""
      ? {}
      : { target: { kind: targetKind.trim(), argument: targetArgument.trim() } }),
    ...(Object.values(limits).every((limit) => limit === undefined) ? {} : { limits }),
    ...(requirements.trim() === "" ? {} : { requirements }),
    ...networkInput(draft),
    scripts: further.map(partInput),
  };
}

function partInput({ name, file, source, entry, python, form, arguments: asked, result, cases }: ScriptPart) {
  const shared = {
    name,
    ...(file === "" ? {} : { file }),
    source,
    entry,
    form,
    ...(python === "" ? {} : { python }),
    ...(cases.length === 0 ? {} : { cases: cases.map(caseInput) }),
  };
  if (form === "signature") return shared;
  return {
    ...shared,
    arguments: JSON.parse(asked) as Json,
    result: result.trim() === "" ? null : (JSON.parse(result) as Json),
  };
}

function caseInput({ name, arguments: given, result, fails }: ScriptCase) {
  return {
    name,
    arguments: JSON.parse(given) as Json,
    ...(result === "" ? {} : { result: JSON.parse(result) as Json }),
    ...(fails === "" ? {} : { fails }),
  };
}
