import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

export interface WebFile {
  readonly body: Uint8Array<ArrayBuffer>;
  /** The same, compressed; null where that does not pay. */
  readonly gzip: Uint8Array<ArrayBuffer> | null;
  readonly type: string;
  readonly etag: string;
}

/** The files of the web app by their path in an address: `/assets/index-Bx3kPq.js`. */
export type WebApp = ReadonlyMap<string, WebFile>;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * All of it in memory, so that no address can ever name another file, and a new build changes nothing for who is served
 * from this one. Null where nothing was built.
 */
export async function loadWebApp(folder: string): Promise<WebApp | null> {
  const paths = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = paths.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const all = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const file of files) all.set(`/${relative(folder, file).split(sep).join("/")}`, await readFile(file));

  const app = new Map<string, WebFile>();
  for (const [path, body] of all) {
    const type = TYPES[extname(path)];
    if (type === undefined) continue;
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    app.set(path, { body, gzip: all.get(`${path}.gz`) ?? null, type, etag });
  }
  return app.has("/index.html") ? app : null;
}
