import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Plugin } from "vite";

const resolvePath = createRequire(import.meta.url).resolve;
const core = dirname(resolvePath("@mantine/core/styles.css"));
const sources = join(import.meta.dirname, "src");

/** They belong to no component. */
const ALWAYS = ["default-css-variables.css", "baseline.css", "global.css"];

/**
 * Of Mantine's style sheet only the components that are used, with those that they use: a third of it. Without it the
 * page would look the same and load 20 kB more.
 */
export function usedMantineStyles(): Plugin {
  return {
    name: "used-mantine-styles",
    apply: "build",
    enforce: "pre",
    load(id) {
      return id === join(core, "styles.css") ? usedStyles() : null;
    },
  };
}

/** In the order of the whole sheet, for later rules win. */
function usedStyles(): string {
  const whole = readFileSync(join(core, "styles.css"), "utf8");
  const classes = usedClasses();
  const used = readdirSync(join(core, "styles"))
    .filter((name) => name.endsWith(".css") && !name.endsWith(".layer.css") && !ALWAYS.includes(name))
    .map((name) => readFileSync(join(core, "styles", name), "utf8"))
    .filter((text) => classesIn(text).some((name) => classes.has(name)))
    .toSorted((a, b) => placeOf(a, whole) - placeOf(b, whole));
  return [...ALWAYS.map((name) => readFileSync(join(core, "styles", name), "utf8")), ...used].join("\n");
}

function placeOf(component: string, whole: string): number {
  return whole.indexOf(`.${classesIn(component)[0] ?? ""}`);
}

/** From what our pages import, along Mantine's own imports, to the class names at their ends. */
function usedClasses(): ReadonlySet<string> {
  const files = exportsOf(join(core, "esm/index.mjs"));
  const others = ["@mantine/notifications", "@mantine/spotlight"].map((name) =>
    join(dirname(resolvePath(`${name}/styles.css`)), "esm"),
  );
  const named = [sources, ...others].flatMap(scriptsBelow).flatMap(importedFromCore);
  const waiting = ["MantineProvider", ...named].flatMap((name) => files.get(name) ?? []);
  const seen = new Set<string>();
  const classes = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file)) continue;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    if (file.endsWith(".module.mjs")) for (const name of classesIn(text)) classes.add(name);
    else
      for (const [, path = ""] of text.matchAll(/from "(\.[^"]+)"/g))
        waiting.push(resolve(dirname(file), path));
  }
  return classes;
}

/** The file behind each name that Mantine's index hands out. */
function exportsOf(index: string): ReadonlyMap<string, string> {
  const text = readFileSync(index, "utf8");
  const found = new Map<string, string>();
  for (const [, names = "", path = ""] of text.matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)) {
    for (const name of names.split(",")) found.set(localName(name), resolve(dirname(index), path));
  }
  return found;
}

function importedFromCore(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  const imports = text.matchAll(/import \{([^}]*)\} from ["']@mantine\/core["']/g);
  return [...imports]
    .flatMap(([, names = ""]) => names.split(","))
    .map((name) => name.trim().split(" ")[0] ?? "");
}

/** Of `A as B` the second, of `A` the first. */
function localName(specifier: string): string {
  return (
    specifier
      .trim()
      .split(/\s+as\s+/)
      .at(-1) ?? ""
  );
}

function scriptsBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => /\.(tsx?|mjs)$/.test(name)).map((name) => join(folder, name));
}

function classesIn(text: string): readonly string[] {
  return text.match(/m_[0-9a-f]{6,8}\b/g) ?? [];
}
