import loadRuff, { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-web";
import type { Diagnostic } from "@astral-sh/ruff-wasm-web";
import ruffUrl from "@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm?url";
import type { Finding, RuffAnswer, RuffQuestion } from "./ruff-words.ts";
import { SYNTAX } from "./ruff-words.ts";

/** Ruff's own choice of rules, and those about what is likely a bug. */
const RULES = ["E4", "E7", "E9", "F", "B"];

const ready = loadRuff({ module_or_path: ruffUrl });
const workspaces = new Map<string, Workspace>();

addEventListener("message", ({ data }: MessageEvent<RuffQuestion>) => void answer(data));

async function answer(question: RuffQuestion): Promise<void> {
  postMessage(await answerTo(question).catch((error: unknown) => failed(question, error)));
}

async function answerTo({ id, kind, source, python }: RuffQuestion): Promise<RuffAnswer> {
  await ready;
  const workspace = workspaceFor(python);
  if (kind === "format") return { id, kind: "formatted", source: workspace.format(source) };
  const found = workspace.check(source) as readonly Diagnostic[];
  return { id, kind: "checked", findings: found.map(findingOf) };
}

function failed({ id }: RuffQuestion, error: unknown): RuffAnswer {
  return { id, kind: "failed", why: error instanceof Error ? error.message : String(error) };
}

function workspaceFor(python: string): Workspace {
  const kept = workspaces.get(python);
  if (kept !== undefined) return kept;
  const target = python === "" ? {} : { "target-version": `py${python.replace(".", "")}` };
  const made = new Workspace({ ...target, lint: { select: RULES } }, PositionEncoding.Utf16);
  workspaces.set(python, made);
  return made;
}

function findingOf({ code, message, tags, start_location: from, end_location: to }: Diagnostic): Finding {
  return { code: code ?? SYNTAX, message, from, to, isUnused: tags.includes("unnecessary") };
}
