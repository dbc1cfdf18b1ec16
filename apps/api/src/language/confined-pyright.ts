import { createRequire } from "node:module";
import path from "node:path";

// What the process of pyright begins with. Under Node's permission model `path` is frozen, and a library of pyright writes
// to it: it gets a copy, which decides nothing of what may be read.

const require = createRequire(import.meta.url);
const copy = { ...path, posix: { ...path.posix }, win32: { ...path.win32 } };
require.cache["path"] = { exports: copy } as NodeJS.Module;

const [, , server = ""] = process.argv;
require(server);
