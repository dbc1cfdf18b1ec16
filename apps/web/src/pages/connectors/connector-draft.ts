import type { SchemaField } from "./schema-fields.ts";
import { valueOf } from "./schema-fields.ts";

/** A secret is never shown again: it stays, is replaced, or goes. */
export type SecretDraft =
  | { readonly kind: "kept" }
  | { readonly kind: "typed"; readonly value: string }
  | { readonly kind: "removed" };

/** What stands in the form. */
export interface ConnectorDraft {
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretDraft>>;
  /** The only runners that it is for; null: those of the installation. */
  readonly runnerGroup: string | null;
}

export interface KnownConnector {
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretNames: readonly string[];
  readonly runnerGroup: string | null;
}

export function draftOf({ name, type, settings, secretNames, runnerGroup }: KnownConnector): ConnectorDraft {
  return {
    name,
    type,
    settings: Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, wordOf(value)])),
    secrets: Object.fromEntries(secretNames.map((key) => [key, { kind: "kept" as const }])),
    runnerGroup,
  };
}

export function emptyDraft(type: string): ConnectorDraft {
  return { name: "", type, settings: {}, secrets: {}, runnerGroup: null };
}

/** As `connectors.save` takes it. `fields` are the type's settings; empty for a type of one's own. */
export function inputOf(draft: ConnectorDraft, fields: readonly SchemaField[]) {
  const settings = Object.entries(draft.settings).flatMap(([key, text]) => {
    const field = fields.find((each) => each.key === key);
    const value = field === undefined ? ownValue(text) : valueOf(field, text);
    return value === undefined ? [] : [[key, value] as const];
  });
  const secrets = Object.entries(draft.secrets).flatMap(([key, secret]): [string, string | null][] => {
    if (secret.kind === "removed") return [[key, null]];
    return secret.kind === "typed" && secret.value !== "" ? [[key, secret.value]] : [];
  });
  return {
    name: draft.name.trim(),
    type: draft.type,
    settings: Object.fromEntries(settings),
    secrets: Object.fromEntries(secrets),
    runnerGroup: draft.runnerGroup,
  };
}

/** A setting of a type of one's own is any JSON value; what is not JSON is a text. */
function ownValue(text: string): never | undefined {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as never;
  } catch {
    return text as never;
  }
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What is missing, by the path that the server would name. */
export function faultsOf(
  draft: ConnectorDraft,
  fields: {
    readonly settings: readonly SchemaField[];
    readonly secrets: readonly SchemaField[];
    readonly set: readonly string[];
  },
): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  if (draft.name.trim() === "") faults["name"] = "A connector needs a name: steps choose it by that.";
  for (const { key, label, required } of fields.settings) {
    if (required && (draft.settings[key] ?? "") === "") faults[`settings.${key}`] = `${label} is needed.`;
  }
  for (const { key, label, required } of fields.secrets) {
    const secret = draft.secrets[key];
    const there = secret?.kind === "kept" || (secret?.kind === "typed" && secret.value !== "");
    if (required && !there) faults[`secrets.${key}`] = `${label} is needed.`;
    else if (fields.set.includes(key) && secret?.kind === "typed" && secret.value === "") {
      faults[`secrets.${key}`] = `Type the new ${label}, or keep the one that is set.`;
    }
  }
  return faults;
}
