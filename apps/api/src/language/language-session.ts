import { randomBytes } from "node:crypto";
import type { CompletionItem, Problem } from "./answers.ts";
import { completionItem, completions, definitions, hover, problems, signatures } from "./answers.ts";
import { readLibraryFile } from "./library-file.ts";
import type { Question } from "./question.ts";
import { makeSessionFolder } from "./session-folder.ts";
import type { WrittenScript } from "./session-folder.ts";
import { startPyright, typeshedFolder } from "./start-pyright.ts";

const START_MS = 20_000;
const ANSWER_MS = 10_000;
const MOST_COMPLETIONS = 1_000;

/** What pyright says of one script as it stood in one version of its text. */
export interface ScriptProblems {
  readonly script: number;
  readonly version: number;
  readonly problems: readonly Problem[];
}

export type LanguageSession = Awaited<ReturnType<typeof startLanguageSession>>;

/** One pyright for one action in one editor. @throws an Error where it does not start */
export async function startLanguageSession(scripts: readonly WrittenScript[]) {
  const folder = await makeSessionFolder(scripts);
  const found = new Map<number, ScriptProblems>();
  const versions = new Map<number, number>();
  let offered: readonly CompletionItem[] = [];
  let change = Promise.withResolvers<void>();
  let revision = 0;
  const environments = [...new Set(scripts.flatMap(({ environment }) => environment ?? []))];
  const pyright = startPyright({ folder: folder.path, environments, onNotification: hear });
  const { rpc } = pyright;
  let isOver = false;
  void pyright.over.then(() => {
    isOver = true;
    tell();
  });

  function tell(): void {
    revision += 1;
    change.resolve();
    change = Promise.withResolvers<void>();
  }

  function hear(method: string, params: unknown): void {
    if (method !== "textDocument/publishDiagnostics") return;
    const { uri, version, diagnostics } = problems.parse(params);
    const script = folder.placeOf(uri);
    if (script === null) return;
    found.set(script, { script, version: version ?? 0, problems: diagnostics });
    tell();
  }

  /** What is older than what is known comes late and is passed over. */
  function write(script: number, { version, source }: { readonly version: number; readonly source: string }) {
    const uri = folder.uriOf(script);
    const known = versions.get(script);
    if (uri === null || (known !== undefined && known >= version)) return;
    versions.set(script, version);
    if (known === undefined) {
      rpc.notify("textDocument/didOpen", {
        textDocument: { uri, languageId: "python", version, text: source },
      });
    } else {
      rpc.notify("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ text: source }],
      });
    }
  }

  const ask = (method: string, params: object) => rpc.request(`textDocument/${method}`, params, ANSWER_MS);

  async function answer(script: number, question: Question) {
    const uri = folder.uriOf(script);
    if (uri === null) return null;
    if (question.kind === "about") {
      const item = offered.find(({ label }) => label === question.label);
      if (item === undefined) return null;
      const told = await rpc.request("completionItem/resolve", item, ANSWER_MS);
      const about = completionItem.nullable().parse(told);
      return { kind: question.kind, detail: about?.detail ?? "", documentation: about?.documentation ?? "" };
    }
    const at = { textDocument: { uri }, position: question.position };
    switch (question.kind) {
      case "completion": {
        const list = completions.parse(await ask("completion", at));
        offered = list?.items.slice(0, MOST_COMPLETIONS) ?? [];
        const items = offered.map(({ label, kind, sortText = label }) => ({ label, kind, sortText }));
        return { kind: question.kind, items, isIncomplete: list?.isIncomplete ?? false };
      }
      case "hover":
        return { kind: question.kind, hover: hover.parse(await ask("hover", at)) };
      case "signature":
        return { kind: question.kind, help: signatures.parse(await ask("signatureHelp", at)) };
      case "definition":
        return {
          kind: question.kind,
          places: await placesOf(definitions.parse(await ask("definition", at))),
        };
    }
  }

  async function placesOf(locations: ReturnType<typeof definitions.parse>) {
    const places = (locations ?? []).map(async ({ uri, range }) => {
      const script = folder.placeOf(uri);
      if (script !== null) return { script, library: null, range };
      const library = await readLibraryFile(uri, [...environments, typeshedFolder]);
      return library === null ? null : { script: null, library, range };
    });
    return (await Promise.all(places)).filter((place) => place !== null);
  }

  const end = async () => {
    pyright.kill();
    await pyright.over;
    await folder[Symbol.asyncDispose]();
  };
  const begun = await rpc.request("initialize", beginning(folder.workspaces), START_MS);
  if (begun === null) {
    await end();
    throw new Error("pyright did not start");
  }
  rpc.notify("initialized", {});
  return {
    id: `lng_${randomBytes(16).toString("hex")}`,
    pid: pyright.pid,
    scripts,
    write,
    answer,
    /** Grows with everything that there is to say. */
    revision: () => revision,
    problems: () => [...found.values()],
    isOver: () => isOver,
    /** Resolves when there is something new to say. */
    news: () => change.promise,
    end,
  };
}

function beginning(workspaces: readonly string[]) {
  const documentationFormat = ["markdown"];
  return {
    // It ends when we have gone, whatever became of its input.
    processId: process.pid,
    rootUri: null,
    workspaceFolders: workspaces.map((uri, at) => ({ uri, name: String(at) })),
    capabilities: {
      workspace: { workspaceFolders: true },
      textDocument: {
        publishDiagnostics: { versionSupport: true },
        hover: { contentFormat: documentationFormat },
        completion: { completionItem: { documentationFormat } },
        signatureHelp: {
          signatureInformation: {
            documentationFormat,
            parameterInformation: { labelOffsetSupport: true },
            activeParameterSupport: true,
          },
        },
      },
    },
  };
}
