import { TRPCClientError } from "@trpc/client";
import { faultPlace } from "@riposte/plan";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import type { Client } from "./client.ts";
import { withPlaces } from "./diagnostics.ts";
import type { Told } from "./diagnostics.ts";
import type { Loaded } from "./documents/load-documents.ts";
import { EXIT } from "./exit-codes.ts";
import { NOBODY_THERE, reasonOf } from "./explain-error.ts";

interface Wish {
  readonly publish: boolean;
  /** Switch all of them on. */
  readonly enable: boolean;
  readonly message: string | undefined;
}

type Saved = Awaited<ReturnType<Client["documents"]["save"]["mutate"]>>;
type SavedPlaybook = Saved["playbooks"][number];

export interface Applied extends Omit<Saved, "playbooks"> {
  readonly playbooks: readonly (Omit<SavedPlaybook, "diagnostics"> & {
    readonly diagnostics: readonly Told[];
  })[];
}

/** In one request, so that all of it is applied or nothing. What is refused is said with file and document. */
export async function applyDocuments(server: Client, loaded: Loaded, wish: Wish): Promise<Applied> {
  const { publish, enable, message } = wish;
  const documents = {
    connectors: loaded.connectors.map(({ name, type, settings, secrets, runnerGroup, limit }) => ({
      name,
      type,
      settings,
      secrets,
      runnerGroup,
      limit,
    })),
    actions: loaded.actions.map(
      ({ kind: _kind, from: _from, palette, scripts, timeout, memory, ...action }) => ({
        ...action,
        kind: palette,
        scripts: [...scripts],
        timeoutSeconds: timeout,
        memoryMb: memory,
      }),
    ),
    playbooks: loaded.playbooks.map(({ name, description, folder, tags, graph, enabled, limit }) => ({
      name,
      description,
      folder,
      tags,
      graph,
      publish,
      enable: enable ? true : enabled,
      message,
      limit,
    })),
    limits: loaded.limits.map(({ name, limit }) => ({ name, limit })),
  };
  try {
    const applied = await server.documents.save.mutate(documents);
    const playbooks = applied.playbooks.map((playbook) => {
      const document = loaded.playbooks.find(({ name }) => name === playbook.name);
      return {
        ...playbook,
        diagnostics: document === undefined ? [] : placed(playbook.diagnostics, document),
      };
    });
    return { ...applied, playbooks };
  } catch (error) {
    throw explain(error, loaded);
  }
}

const refused = z.object({
  code: z.string(),
  field: z.string().nullable().optional(),
  diagnostics: z.unknown(),
});

const NOTHING = "Nothing was applied.";
const ALL_OR_NOTHING =
  "Either everything was applied or nothing: apply it again, what is there already is not made twice.";
/** The change may have been made before what went wrong. */
const UNCERTAIN = new Set(["SERVICE_UNAVAILABLE", "TIMEOUT", "INTERNAL_SERVER_ERROR"]);

function explain(error: unknown, loaded: Loaded): unknown {
  if (!(error instanceof TRPCClientError)) return error;
  const data = refused.safeParse(error.data);
  if (!data.success) return unanswered(error);
  const { code, field, diagnostics } = data.data;
  const place = /^(connectors|actions|playbooks|limits)\.([0-9]+)\b/.exec(field ?? "");
  const document = place === null ? undefined : loaded[place[1] as keyof Loaded][Number(place[2])];
  const words = inTheFile(error.message.replace(`${place?.[0]}.`, ""), field ?? "");
  const told = document !== undefined && "graph" in document ? placed(diagnostics, document) : null;
  const from = told?.[0]?.place ?? document?.from;
  const where = document === undefined ? "" : `${from}: ${document.kind} "${document.name}": `;
  if (told !== null) Object.assign(error.data, { diagnostics: told });
  error.message = `${where}${words}\n${UNCERTAIN.has(code) ? ALL_OR_NOTHING : NOTHING}`;
  return error;
}

/** What is said of a playbook's graph, each with its line of the file. */
function placed(diagnostics: unknown, { from, graph, lineAt }: Loaded["playbooks"][number]): readonly Told[] {
  return withPlaces(diagnostics, ({ node = null, field }) => {
    const { path } = faultPlace(graph, { node, ...(typeof field === "string" ? { field } : {}) });
    return `${from}${lineAt(["graph", ...path])}`;
  });
}

/** Documents name some fields as people say them, the server with their unit. */
const NAMES_IN_FILES = new Map([
  ["timeoutSeconds", "timeout"],
  ["memoryMb", "memory"],
  ["kind", "palette"],
]);

export function inTheFile(words: string, field: string): string {
  const sent = /^actions\.[0-9]+\.(\w+)$/.exec(field)?.[1] ?? "";
  const written = NAMES_IN_FILES.get(sent);
  return written === undefined ? words : words.replace(sent, written);
}

/** Whether the server was reached nobody knows, unless nobody was there at all. */
function unanswered(error: TRPCClientError<never>): CliError {
  const reason = reasonOf(error.cause);
  const outcome = reason === NOBODY_THERE ? NOTHING : ALL_OR_NOTHING;
  return new CliError(EXIT.unreachable, `The server did not answer: ${reason}.\n${outcome}`);
}
