import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { Context, MiddlewareHandler } from "hono";
import { authRoutes } from "./auth/auth-routes.ts";
import type { LimiterOptions } from "./auth/failure-limiter.ts";
import { hookRoutes } from "./hooks/hook-routes.ts";
import { securityHeaders, strictTransport } from "./security-headers.ts";
import { runnerRoutes } from "./runners/runner-routes.ts";
import { downloadRoutes } from "./runs/download-routes.ts";
import type { Services } from "./services.ts";
import { checkDatabase } from "./status/check-health.ts";
import { createAuthenticator } from "./auth/authenticate.ts";
import { createFailureLimiter } from "./auth/failure-limiter.ts";
import { SIGN_IN_LIMITS, trpcRoutes } from "./trpc-routes.ts";

const ABOUT = {
  product: "Riposte",
  what: "A self-hosted playbook builder for security response. This is its API.",
  webhooks: "POST /hooks/<id>",
  procedures: "/trpc/<procedure>, with Authorization: Bearer <API token>",
  values: "GET /download/runs/<run>/<event|response|input|output|late>?step=&scope=&attempt=, likewise",
  health: ["/healthz", "/readyz"],
};

interface AppOptions {
  readonly signInLimits?: LimiterOptions;
  /** The pages. Their headers are their own. */
  readonly pages: Hono;
  /** False until what a start needs of the database was done; absent: it was done before. */
  readonly isPrepared?: () => boolean;
}

const COME_BACK_SECONDS = 5;

/** Everything that this server answers. */
export function createApp(
  services: Services,
  { signInLimits = SIGN_IN_LIMITS, pages, isPrepared = () => true }: AppOptions,
): Hono {
  const app = new Hono();
  app.use(strictTransport(services.publicUrl));
  app.route("/", pages);
  app.use(securityHeaders);
  app.use(comeBackLater);
  app.get("/api", (c) => c.json(ABOUT));
  app.get("/healthz", (c) => c.json({ ok: true }));
  app.get("/readyz", async (c) => {
    const database = await checkDatabase(services);
    const ok = database.ok && isPrepared();
    return c.json({ ok, database }, ok ? 200 : 503);
  });
  app.route("/auth", authRoutes(services));
  app.route("/hooks", hookRoutes(services));
  const authenticate = createAuthenticator({ services, limiter: createFailureLimiter(signInLimits) });
  app.route("/download", downloadRoutes(services, authenticate));
  app.route("/runner", runnerRoutes(services));
  app.route("/trpc", trpcRoutes(services, authenticate));
  app.notFound((c) => c.json({ reason: "not_found", message: "There is nothing at this address." }, 404));
  app.onError((error, c) => explain(services, error, c));
  return app;
}

/** Who is turned away because something is away is told when to ask again. */
const comeBackLater: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.status === 503 && !c.res.headers.has("retry-after")) {
    c.res.headers.set("retry-after", String(COME_BACK_SECONDS));
  }
};

function explain({ log }: Services, error: Error, c: Context): Response {
  const id = `err_${randomBytes(6).toString("hex")}`;
  log.error({ err: error, id, path: c.req.path }, "a request failed");
  const message = `Something went wrong inside Riposte. The server's log explains it under ${id}.`;
  return c.json({ reason: "internal", message }, 500);
}
