import { Hono } from "hono";
import { proxy } from "hono/proxy";
import { NOT_PAGES } from "./web-routes.ts";

/** For developing: pages and modules from Vite, as they are. Its live reload has a connection of its own. */
export function devServerRoutes(vite: string): Hono {
  const routes = new Hono();
  routes.get("/*", (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (NOT_PAGES.test(pathname)) return next();
    return proxy(`${vite}${pathname}${search}`, { headers: { accept: c.req.header("accept") } });
  });
  return routes;
}
