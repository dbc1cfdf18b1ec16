import { formOf } from "@riposte/signature";
import { UserError } from "../user-error.ts";
import { actionDefinition, partDefinition } from "./action-definition.ts";
import { requiredPackages } from "./required-packages.ts";
import type { SaveInput } from "./save-input.ts";

type Script = SaveInput["scripts"][number];
type Given = Pick<Script, "entry" | "source" | "form" | "arguments" | "result">;

/** What is stored: the arguments and results that the signatures of the scripts say, where they are to say it. */
export type ActionToSave = ReturnType<typeof withForms>;

/** Signatures are read and nothing is run. @throws UserError where one is to be read and cannot. */
export function withForms({ name, description, source, base, scripts, ...facts }: SaveInput) {
  const { requirements } = facts;
  const packagesOf = (script: string, text: string, place: string) => ({
    environment: requiredPackages({ name: script, source: text, place }, requirements)?.hash,
  });
  return {
    ...actionDefinition.parse({
      ...facts,
      ...schemasOf({ ...facts, source }, name, ""),
      ...packagesOf(name, source, ""),
    }),
    name,
    description,
    source,
    base,
    scripts: scripts.map(({ name: part, source: text, ...rest }, at) => ({
      ...partDefinition.parse({
        ...rest,
        ...schemasOf({ ...rest, source: text }, `${name}.${part}`, `scripts.${at}.`),
        ...packagesOf(`${name}.${part}`, text, `scripts.${at}.`),
      }),
      name: part,
      source: text,
    })),
  };
}

function schemasOf({ entry, source, form, arguments: asked, result }: Given, name: string, place: string) {
  const written = { form: undefined, arguments: asked, result };
  const isWanted = form === "signature";
  if (!isWanted && (form === "schema" || asked !== undefined || entry === "plain")) return written;
  const read =
    entry === "main"
      ? formOf(source)
      : ({ ok: false, why: "A plain script is given the request as it is, and has no signature." } as const);
  if (read.ok) return { form: "signature" as const, arguments: read.arguments, result: read.result };
  if (!isWanted) return written;
  const message = `The form of ${name} cannot be read from its source. ${read.why} Or write a JSON Schema of its arguments. Nothing was saved.`;
  throw new UserError("bad_request", message, { field: `${place}source` });
}
