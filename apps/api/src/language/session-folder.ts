import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A script whose text somebody is writing. */
export interface WrittenScript {
  /** "3.12"; "3": any. */
  readonly python: string;
  /** The folder with its packages; null: it has none, or they are not built here. */
  readonly environment: string | null;
}

/** What pyright works in. The texts themselves are never written down: it hears them. */
export interface SessionFolder extends AsyncDisposable {
  readonly path: string;
  /** The workspaces: one for all scripts with the same interpreter and packages. */
  readonly workspaces: readonly string[];
  /** By its place; null: pyright does not know its Python. */
  readonly uriOf: (place: number) => string | null;
  /** Null: it is none of the scripts. */
  readonly placeOf: (uri: string) => number | null;
}

/** A folder of its own for each script, so that none finds another one by `import`: where they run, none does. */
export async function makeSessionFolder(scripts: readonly WrittenScript[]): Promise<SessionFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "riposte-language-")));
  const groups = Map.groupBy(
    scripts.map((script, place) => ({ ...script, place })).filter(isKnownToPyright),
    ({ python, environment }) => `${python} ${environment ?? ""}`,
  );
  const uris = new Map<number, string>();
  const workspaces: string[] = [];
  for (const members of groups.values()) {
    const workspace = join(path, String(workspaces.length));
    workspaces.push(pathToFileURL(workspace).href);
    const roots = members.map(({ place }) => `scripts/${place}`);
    for (const root of roots) await mkdir(join(workspace, root), { recursive: true });
    for (const { place } of members)
      uris.set(place, pathToFileURL(join(workspace, `scripts/${place}/script.py`)).href);
    await configure(workspace, roots, members[0]);
  }
  const places = new Map([...uris].map(([place, uri]) => [fileURLToPath(uri), place]));
  return {
    path,
    workspaces,
    uriOf: (place) => uris.get(place) ?? null,
    placeOf: (uri) => (uri.startsWith("file://") ? (places.get(fileURLToPath(uri)) ?? null) : null),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

function isKnownToPyright({ python }: WrittenScript): boolean {
  return !python.startsWith("2.");
}

/** Packages are found as in a virtual environment, so that pyright looks for stubs of them before it reads them. */
async function configure(
  workspace: string,
  roots: readonly string[],
  { python, environment }: Pick<WrittenScript, "python" | "environment"> = { python: "3", environment: null },
): Promise<void> {
  const packages = join(workspace, "venv/lib/python3.x/site-packages");
  await mkdir(packages, { recursive: true });
  if (environment !== null) await writeFile(join(packages, "packages.pth"), `${environment}\n`);
  const config = {
    venvPath: workspace,
    venv: "venv",
    ...(python === "3" ? {} : { pythonVersion: python }),
    pythonPlatform: "Linux",
    include: roots,
    executionEnvironments: roots.map((root) => ({ root })),
    typeCheckingMode: "basic",
    // Ruff says it, also where there is no pyright.
    reportUndefinedVariable: "none",
    // Whoever tries things out in a first draft is not told that nothing is done with them.
    reportUnusedExpression: "none",
  };
  await writeFile(join(workspace, "pyrightconfig.json"), JSON.stringify(config));
}
