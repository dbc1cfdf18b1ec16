import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createAuthenticator } from "./auth/authenticate.ts";
import { createFailureLimiter } from "./auth/failure-limiter.ts";
import type { LimiterOptions } from "./auth/failure-limiter.ts";
import { BodyBrokenOff } from "./body-broken-off.ts";
import { clientAddress } from "./client-address.ts";
import type { Actor } from "./context.ts";
import { isDatabaseAway } from "./database-away.ts";
import { appRouter } from "./router.ts";
import type { Services } from "./services.ts";
import { assertAllDeclared } from "./trpc.ts";

const BODY_LIMIT = 4 * 1_048_576;
/** All files of one `riposte apply` come together. */
const DOCUMENTS_LIMIT = 32 * 1_048_576;
export const SIGN_IN_LIMITS: LimiterOptions = { most: 30, windowMs: 60_000, addresses: 10_000 };

/** `/trpc/<procedure>`: whoever has no good token is turned away before the body is read. */
export function trpcRoutes(
  services: Services,
  limits: LimiterOptions,
): Hono<{ Variables: { actor: Actor } }> {
  assertAllDeclared(appRouter);
  const authenticate = createAuthenticator(services, createFailureLimiter(limits));
  const routes = new Hono<{ Variables: { actor: Actor } }>();

  routes.use(async (c, next) => {
    try {
      const signIn = await authenticate(c.req.raw.headers, clientAddress(c));
      if (!signIn.ok)
        return refuse(signIn.status === 401 ? "UNAUTHORIZED" : "TOO_MANY_REQUESTS", signIn.message);
      c.set("actor", signIn.actor);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      services.log.warn({ err: error }, "a token could not be checked: the database is away");
      return refuse("SERVICE_UNAVAILABLE", "The database does not answer. Try again in a moment.");
    }
    return next();
  });

  routes.use("/documents.save", limitBody(DOCUMENTS_LIMIT, services));
  const ordinary = limitBody(BODY_LIMIT, services);
  routes.use((c, next) => (c.req.path === "/trpc/documents.save" ? next() : ordinary(c, next)));

  routes.all("/*", (c) =>
    fetchRequestHandler({
      endpoint: "/trpc",
      req: c.req.raw,
      router: appRouter,
      allowBatching: false,
      createContext: ({ req }) => ({
        services,
        actor: c.get("actor"),
        clientAddress: clientAddress(c),
        signal: req.signal,
      }),
    }),
  );
  return routes;
}

function limitBody(maxSize: number, { log }: Pick<Services, "log">): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize,
    onError: () => refuse("PAYLOAD_TOO_LARGE", `The request is larger than ${maxSize} bytes.`),
  });
  return async (c, next) => {
    let isRead = false;
    try {
      return await limit(c, () => {
        isRead = true;
        return next();
      });
    } catch (error) {
      if (isRead) throw error;
      const broken = new BodyBrokenOff(error);
      log.debug({ err: broken }, "a caller hung up");
      return refuse("BAD_REQUEST", broken.message);
    }
  };
}

const STATUS = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Partial<Record<TRPCError["code"], number>>;

/** In the shape that tRPC's clients read. */
function refuse(code: keyof typeof STATUS, message: string): Response {
  const httpStatus = STATUS[code];
  const data = { code, httpStatus, path: null, field: null, diagnostics: [] };
  return Response.json(
    { error: { message, code: TRPC_ERROR_CODES_BY_KEY[code], data } },
    { status: httpStatus },
  );
}
