import { requirementsOf, requirementsText } from "@riposte/signature";
import { z } from "zod";
import { dependencies, dependenciesOf, normalised, sourceIn } from "./dependencies.ts";
import type { Dependency } from "./dependencies.ts";
import type { ModuleFile } from "./module-files.ts";
import { textOf, tomlOf } from "./module-text.ts";
import { lockedLines } from "./poetry-lock.ts";
import { refuseModule } from "./refuse-module.ts";

const pyproject = z.looseObject({
  project: z
    .looseObject({ "requires-python": z.string().optional(), dependencies: z.array(z.string()).default([]) })
    .optional(),
  tool: z
    .looseObject({
      poetry: z.looseObject({ dependencies: z.record(z.string(), z.unknown()).default({}) }).optional(),
    })
    .optional(),
});

export interface ModulePackages {
  /** Which interpreters it may have, as `pyproject.toml` says; null: it does not. */
  readonly range: string | null;
  /** The one that its author runs it on, by its Dockerfile: "3.11". */
  readonly preferred: string | null;
  /** As in a `requirements.txt`; null: none. */
  readonly requirements: string | null;
}

/** Says of requirements that they name every package there is. */
const COMPLETE = "--no-deps";

/** @throws UserError */
export function modulePackages(files: ReadonlyMap<string, ModuleFile>): ModulePackages {
  const [toml, lock, docker] = ["pyproject.toml", "poetry.lock", "Dockerfile"].map((name) => files.get(name));
  const preferred = docker === undefined ? null : pythonOf(textOf(docker));
  if (toml === undefined) {
    if (lock !== undefined)
      throw refuseModule(lock.path, "is there without the pyproject.toml that it locks. Add that.");
    return { range: null, preferred, requirements: null };
  }
  const { range, roots, lines } = readProject(toml);
  if (lock === undefined) return { range, preferred, requirements: bodyOf(lines, toml) };
  const locked = bodyOf(lockedLines(lock, roots), lock);
  return { range, preferred, requirements: locked === null ? null : `${COMPLETE}\n${locked}` };
}

interface Project {
  readonly range: string | null;
  readonly roots: readonly Dependency[];
  /** Of a `requirements.txt`. */
  readonly lines: readonly string[];
}

function readProject(file: ModuleFile): Project {
  const found = pyproject.safeParse(tomlOf(file));
  if (!found.success) throw refuseModule(file.path, "does not say what the module requires.");
  const { project, tool } = found.data;
  const { python, ...written } = tool?.poetry?.dependencies ?? {};
  for (const [name, one] of Object.entries(written)) {
    const source = sourceIn(one);
    if (source === null) continue;
    const why = `takes ${name} from elsewhere than a package index (${source}), which is not installed here.`;
    throw refuseModule(file.path, `${why} Take a published version of it.`);
  }
  const own = dependencies.safeParse(written);
  if (!own.success) throw refuseModule(file.path, "does not say what the module requires.");
  const roots = [...dependenciesOf(own.data), ...(project?.dependencies ?? []).map(pepDependency)];
  return {
    range: typeof python === "string" ? python : (project?.["requires-python"] ?? null),
    roots,
    lines: roots.filter(({ isOptional }) => !isOptional).map(lineOf),
  };
}

/** `requests[socks] >=2,<3 ; python_version < "3.12"` */
function pepDependency(text: string): Dependency {
  const [before = "", marker] = text.split(";");
  const [, name = "", extras = "", range = ""] =
    /^\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?\s*\(?([^)]*)\)?\s*$/.exec(before) ?? [];
  return {
    name: normalised(name),
    range: range.replaceAll(/\s+/g, ""),
    extras: extras.split(",").flatMap((extra) => (extra.trim() === "" ? [] : [extra.trim()])),
    marker: marker?.trim() ?? null,
    isOptional: false,
  };
}

function lineOf({ name, range, extras, marker }: Dependency): string {
  const asked = extras.length === 0 ? "" : `[${extras.join(",")}]`;
  return `${name}${asked}${range}${marker === null ? "" : ` ; ${marker}`}`;
}

/** None of them may be an option, or lead to a file. */
function bodyOf(lines: readonly string[], { path }: ModuleFile): string | null {
  const found = requirementsOf("", lines.join("\n"));
  if (!found.ok) throw refuseModule(path, `cannot be used: ${found.why}`);
  return requirementsText(found.lines);
}

function pythonOf(dockerfile: string): string | null {
  return /^FROM\s+(?:\S*\/)?python:(\d\.\d{1,2})\b/m.exec(dockerfile)?.[1] ?? null;
}
