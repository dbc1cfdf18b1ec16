import { Hono } from "hono";
import { proxy } from "hono/proxy";
import { opensPage } from "./web-routes.ts";

/** For developing: pages and modules from Vite, as they are; its live reload talks to it directly. */
export function devServerRoutes(vite: string): Hono {
  const routes = new Hono();
  routes.get("/*", async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const isModule = /^\/(@|src\/|node_modules\/|packages\/)/.test(pathname);
    if (!isModule && !opensPage(c)) return next();
    // Every address that a browser opens is the one page.
    const path = isModule ? pathname : "/";
    const answer = await proxy(`${vite}${path}${search}`, { headers: { accept: c.req.header("accept") } });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  });
  return routes;
}
