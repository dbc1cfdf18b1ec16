import { dirname, resolve } from "node:path";
import { CliError } from "../cli-error.ts";
import type { Environment } from "../env.ts";
import { EXIT } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { readInput, readTextFile } from "../read-input.ts";
import { parseDocuments } from "./parse-documents.ts";
import type { PlacedDocument } from "./parse-documents.ts";
import type { ActionDocument, ConnectorDocument, LimitDocument, PlaybookDocument } from "./schema.ts";

/** A document and the file that it came from. */
type From<D> = D & { readonly from: string };

type FurtherScript = NonNullable<ActionDocument["scripts"]>[number];

/** With its text instead of where that is. */
type Read<D extends Script> = Omit<D, "script" | "source"> & { readonly source: string };

interface Script {
  readonly script?: string | undefined;
  readonly source?: string | undefined;
}

/** Everything that the files hold, with scripts and secrets read in; nothing has been sent yet. */
export interface Loaded {
  readonly connectors: readonly (From<Omit<ConnectorDocument, "secrets">> & {
    readonly secrets: Readonly<Record<string, string>> | undefined;
  })[];
  readonly actions: readonly From<
    Read<Omit<ActionDocument, "scripts">> & { readonly scripts: readonly Read<FurtherScript>[] }
  >[];
  readonly playbooks: readonly (From<PlaybookDocument> & Pick<PlacedDocument, "lineAt">)[];
  readonly limits: readonly From<LimitDocument>[];
}

interface Surroundings {
  readonly io: Io;
  readonly environment: Environment;
}

export async function loadDocuments(files: readonly string[], around: Surroundings): Promise<Loaded> {
  const connectors: Loaded["connectors"][number][] = [];
  const actions: Loaded["actions"][number][] = [];
  const playbooks: Loaded["playbooks"][number][] = [];
  const limits: Loaded["limits"][number][] = [];
  for (const file of files) {
    const folder = dirname(resolve(around.environment.workingFolder, file === "-" ? "stdin" : file));
    for (const { document, lineAt } of parseDocuments(await readInput(file, around), file)) {
      if (document.kind === "connector") {
        connectors.push({
          ...document,
          from: file,
          secrets: await readSecrets(document, { ...around, folder }),
        });
      } else if (document.kind === "action") {
        const { scripts = [], ...action } = document;
        const further = await Promise.all(scripts.map((one) => readScript(one, folder)));
        actions.push({ ...(await readScript(action, folder)), from: file, scripts: further });
      } else if (document.kind === "limit") limits.push({ ...document, from: file });
      else playbooks.push({ ...document, from: file, lineAt });
    }
  }
  return { connectors, actions, playbooks, limits };
}

async function readScript<D extends Script>(
  { script, source, ...rest }: D,
  folder: string,
): Promise<Read<D>> {
  return { ...rest, source: source ?? (await readTextFile(resolve(folder, script ?? ""))) };
}

async function readSecrets(
  { name, secrets }: ConnectorDocument,
  { environment, folder }: Surroundings & { readonly folder: string },
): Promise<Record<string, string> | undefined> {
  if (secrets === undefined) return undefined;
  const read: Record<string, string> = {};
  for (const [field, secret] of Object.entries(secrets)) {
    if (typeof secret === "string") read[field] = secret;
    else if ("file" in secret) read[field] = (await readTextFile(resolve(folder, secret.file))).trimEnd();
    else {
      const value = environment.get(secret.env);
      if (value === undefined || value === "") {
        throw new CliError(
          EXIT.usage,
          `connector "${name}": ${field} comes from ${secret.env}, which is not set.`,
        );
      }
      read[field] = value;
    }
  }
  return read;
}
