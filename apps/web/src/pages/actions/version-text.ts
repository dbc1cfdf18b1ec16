import { changesOfTexts } from "../../panel/script/text-changes.ts";
import type { TextChange } from "../../panel/script/text-changes.ts";

interface Script {
  readonly file?: string | undefined;
  readonly entry: string;
  readonly python?: string | undefined;
  readonly environment?: string | undefined;
  readonly arguments: unknown;
  readonly result: unknown;
  readonly cases?: unknown;
  readonly source: string;
}

/** A version as the server tells it. */
export interface ActionVersion {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  readonly definition: Omit<Script, "source">;
  readonly scripts: readonly (Script & { readonly name: string })[];
}

/** From one version to another, what is the same left out; null is before the first one. */
export function changesBetween(from: ActionVersion | null, to: ActionVersion): readonly TextChange[] {
  return changesOfTexts(from === null ? new Map() : textsOf(from), textsOf(to));
}

const FACTS = "The action";

function textsOf({ name, description, source, definition, scripts }: ActionVersion): Map<string, string> {
  const { entry, python, environment: _of, arguments: asked, result, file, cases, ...facts } = definition;
  return new Map([
    [FACTS, jsonOf({ description, ...facts })],
    ...textsOfScript(`script.${name}`, { entry, python, arguments: asked, result, file, cases, source }),
    ...scripts.flatMap((script) => textsOfScript(`script.${name}.${script.name}`, script)),
  ]);
}

function textsOfScript(
  key: string,
  { file, entry, python, arguments: asked, result, cases, source }: Script,
) {
  return [
    [`${key}, how it is called`, jsonOf({ file, entry, python, arguments: asked, result })],
    [`${key}, its cases`, cases === undefined ? "" : jsonOf(cases)],
    [`${key}, its source`, source],
  ] as const;
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
