import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface ModuleFolder {
  /** Of its folder. */
  readonly name: string;
  readonly path: string;
  readonly slug: string;
  readonly configuration: {
    readonly properties?: Readonly<Record<string, { readonly type?: unknown }>>;
    readonly required?: readonly string[];
  };
  /** `name==version` each, those of its tests too. */
  readonly packages: readonly string[];
}

/** The modules of a checkout that have code and packages, by name. */
export async function moduleFolders(
  checkout: string,
  only: readonly string[],
): Promise<readonly ModuleFolder[]> {
  const names = (await readdir(checkout)).filter((name) => only.length === 0 || only.includes(name));
  const wanted = ["manifest.json", "main.py", "poetry.lock"];
  const found = names.toSorted().map((name) => ({ name, path: join(checkout, name) }));
  return Promise.all(
    found.filter(({ path }) => wanted.every((file) => existsSync(join(path, file)))).map(readFolder),
  );
}

async function readFolder({ name, path }: { readonly name: string; readonly path: string }) {
  const manifest = JSON.parse(await readFile(join(path, "manifest.json"), "utf8")) as {
    readonly slug: string;
    readonly configuration?: ModuleFolder["configuration"];
  };
  const lock = await readFile(join(path, "poetry.lock"), "utf8");
  const packages = lock.split("[[package]]").flatMap((part) => {
    const [, called] = /^name = "(.+)"$/m.exec(part) ?? [];
    const [, version] = /^version = "(.+)"$/m.exec(part) ?? [];
    const isElsewhere = part.includes("[package.source]");
    return called === undefined || version === undefined || isElsewhere ? [] : [`${called}==${version}`];
  });
  return { name, path, slug: manifest.slug, configuration: manifest.configuration ?? {}, packages };
}
