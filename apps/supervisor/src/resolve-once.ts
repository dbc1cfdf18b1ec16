import { registerHooks } from "node:module";

// Loaded with `--import` before a program of ours. Node parses the package.json of a package again for each import of it and
// each of its modules; drizzle-orm's has 180 kB and 250 modules, and took half of what a start takes. Here the first of a
// folder is resolved by Node, and the others from there as that one was.

/** Folders of packages in which a `.js` is an ES module. */
const moduleFolders = new Set<string>();
const packages = new Map<string, { readonly url: string; readonly format: string | null | undefined }>();

registerHooks({
  resolve(specifier, context, nextResolve) {
    const { parentURL = "", conditions } = context;
    if (!conditions.includes("import") || !parentURL.startsWith("file:"))
      return nextResolve(specifier, context);
    if (/^\.\.?\/.*\.js$/.test(specifier) && parentURL.includes("/node_modules/")) {
      const { href } = new URL(specifier, parentURL);
      const folder = folderOf(href);
      if (moduleFolders.has(folder)) return { url: href, format: "module", shortCircuit: true };
      const resolved = nextResolve(specifier, context);
      if (resolved.format === "module") moduleFolders.add(folderOf(resolved.url));
      return resolved;
    }
    if (!/^[@a-z][^:]*$/.test(specifier)) return nextResolve(specifier, context);
    // The same name may be another version from another folder.
    const key = `${folderOf(parentURL)} ${specifier}`;
    const known = packages.get(key);
    if (known !== undefined) return { ...known, shortCircuit: true };
    const resolved = nextResolve(specifier, context);
    packages.set(key, { url: resolved.url, format: resolved.format });
    return resolved;
  },
});

function folderOf(url: string): string {
  return url.slice(0, url.lastIndexOf("/"));
}
