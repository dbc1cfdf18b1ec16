import { Hono } from "hono";
import type { Context } from "hono";
import { PAGE_HEADERS, WASM_WORKER_HEADERS } from "./page-headers.ts";
import type { WebApp, WebFile } from "./load-web-app.ts";

/** Their names hold a hash of what is in them. */
const HASHED = /^\/assets\//;

const WASM_WORKER = /^\/assets\/ruff\.worker-[^/]+\.js$/;

/** What is under these is never a page, whatever the browser says it would like. */
export const NOT_PAGES = /^\/(api|auth|healthz|hooks|readyz|trpc)(\/|$)/;

/**
 * The web app: its files, and for every address that a browser opens the page that finds out itself what to show
 * there. Anything else goes on to the next.
 */
export function webRoutes(app: WebApp | null): Hono {
  const routes = new Hono();
  routes.get("/*", async (c, next) => {
    if (NOT_PAGES.test(c.req.path)) return next();
    const file = app?.get(c.req.path);
    if (file !== undefined) return serve(c, file);
    // Programs that take anything get what programs understand; at the root, of which one asks whether anybody is there, the page.
    const wantsPage = (c.req.header("accept") ?? "").includes("text/html");
    const page = app?.get("/index.html");
    if (!wantsPage && (c.req.path !== "/" || page === undefined)) return next();
    return page === undefined ? notBuilt(c) : serve(c, page);
  });
  return routes;
}

function serve(c: Context, { body, gzip, type, etag }: WebFile): Response {
  const headers = {
    ...(WASM_WORKER.test(c.req.path) ? WASM_WORKER_HEADERS : PAGE_HEADERS),
    "content-type": type,
    "cache-control": HASHED.test(c.req.path) ? "public, max-age=31536000, immutable" : "no-cache",
    etag,
    vary: "accept-encoding",
  };
  if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const compressed = gzip !== null && /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
  return compressed
    ? new Response(gzip, { headers: { ...headers, "content-encoding": "gzip" } })
    : new Response(body, { headers });
}

function notBuilt(c: Context): Response {
  const headers = { ...PAGE_HEADERS, "cache-control": "no-store" };
  return c.text("The web app is not built: npm start builds it.\n", 503, headers);
}
