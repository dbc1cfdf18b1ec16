import { TRPCClientError } from "@trpc/client";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import type { Client } from "./client.ts";
import type { Loaded } from "./documents/load-documents.ts";
import { EXIT } from "./exit-codes.ts";
import { NOBODY_THERE, reasonOf } from "./explain-error.ts";

interface Wish {
  readonly publish: boolean;
  /** Switch all of them on. */
  readonly enable: boolean;
  readonly message: string | undefined;
}

export type Applied = Awaited<ReturnType<Client["documents"]["save"]["mutate"]>>;

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
    return await server.documents.save.mutate(documents);
  } catch (error) {
    throw explain(error, loaded);
  }
}

const refused = z.object({ code: z.string(), field: z.string().nullable().optional() });

const NOTHING = "Nothing was applied.";
const ALL_OR_NOTHING =
  "Either everything was applied or nothing: apply it again, what is there already is not made twice.";
/** The change may have been made before what went wrong. */
const UNCERTAIN = new Set(["SERVICE_UNAVAILABLE", "TIMEOUT", "INTERNAL_SERVER_ERROR"]);

function explain(error: unknown, loaded: Loaded): unknown {
  if (!(error instanceof TRPCClientError)) return error;
  const data = refused.safeParse(error.data);
  if (!data.success) return unanswered(error);
  const { code, field } = data.data;
  const place = /^(connectors|actions|playbooks|limits)\.([0-9]+)\b/.exec(field ?? "");
  const document = place === null ? undefined : loaded[place[1] as keyof Loaded][Number(place[2])];
  const words = inTheFile(error.message.replace(`${place?.[0]}.`, ""), field ?? "");
  const where = document === undefined ? "" : `${document.from}: ${document.kind} "${document.name}": `;
  error.message = `${where}${words}\n${UNCERTAIN.has(code) ? ALL_OR_NOTHING : NOTHING}`;
  return error;
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
