import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { tooLarge } from "./actions/upload/read-files.ts";
import { UPLOAD } from "./actions/upload/upload-limits.ts";
import { refusalHeaders } from "./auth/authenticate.ts";
import type { Authenticate } from "./auth/authenticate.ts";
import type { LimiterOptions } from "./auth/failure-limiter.ts";
import { guardedStream } from "./auth/guarded-stream.ts";
import { MOST_CHARACTERS } from "@riposte/exchange";
import { BodyBrokenOff } from "./body-broken-off.ts";
import type { Actor } from "./context.ts";
import { awayWords, isDatabaseAway } from "./database-away.ts";
import { discardBody } from "./hooks/read-body.ts";
import { MODULE } from "./modules/read/module-limits.ts";
import { tooLargeModule } from "./modules/read/module-files.ts";
import { promptly } from "./promptly.ts";
import { appRouter } from "./router.ts";
import type { Services } from "./services.ts";
import { assertAllDeclared } from "./trpc.ts";

const BODY_LIMIT = 4 * 1_048_576;
/** All files of one `riposte apply`, or all scripts of one action, come together. */
const DOCUMENTS_LIMIT = 32 * 1_048_576;
const TAKE_DOCUMENTS = ["/trpc/documents.save", "/trpc/actions.save"];
/** Files come in base64, four characters for three bytes. */
const UPLOAD_LIMIT = Math.ceil((UPLOAD.bytes * 4) / 3) + 1_048_576;
const TAKES_FILES = "/trpc/actions.readUpload";
const MODULE_LIMIT = Math.ceil((MODULE.bytes * 4) / 3) + 1_048_576;
const TAKES_MODULE = "/trpc/modules.add";
/** A file comes as a text within JSON, where every quotation mark and line break is two characters. */
const IMPORT_LIMIT = 3 * MOST_CHARACTERS;
const TAKE_IMPORTS = ["/trpc/playbooks.previewImport", "/trpc/playbooks.import"];
const TAKE_EVENTS = ["/trpc/runs.start", "/trpc/playbooks.test"];
/** What pages read first. No secret stands in them: a secret's length can be guessed from what compresses well beside it. */
const LARGE_AND_OPEN = [
  "/catalogue.get",
  "/playbooks.overview",
  "/runs.list",
  "/alerts.list",
  "/approvals.waiting",
  "/audit.list",
];
export const SIGN_IN_LIMITS: LimiterOptions = { most: 30, windowMs: 60_000, addresses: 10_000 };

/** `/trpc/<procedure>`: whoever has neither session nor token is turned away before the body is read. */
export function trpcRoutes(
  services: Services,
  authenticate: Authenticate,
): Hono<{ Variables: { actor: Actor } }> {
  assertAllDeclared(appRouter);
  const once = pathsAnsweredOnce();
  const routes = new Hono<{ Variables: { actor: Actor } }>();

  routes.use(async (c, next) => {
    try {
      const signIn = await promptly(authenticate(c));
      if (!signIn.ok) return refuse(CODES[signIn.status], signIn.message, refusalHeaders(signIn));
      if (!isMeant(signIn.actor, c.req.header("riposte-as"))) return refuse("UNAUTHORIZED", SOMEBODY_ELSE);
      c.set("actor", signIn.actor);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      services.log.warn({ err: error }, "nobody can be known: the database is away");
      return refuse("SERVICE_UNAVAILABLE", awayWords(error));
    }
    return next();
  });

  const documents = limitBody(DOCUMENTS_LIMIT, services);
  const files = limitBody(UPLOAD_LIMIT, services, tooLarge().message);
  const modules = limitBody(MODULE_LIMIT, services, tooLargeModule().message);
  // An event comes as a text within JSON, where every quotation mark is two characters.
  const events = limitBody(BODY_LIMIT + 2 * services.eventLimit, services);
  const imports = limitBody(IMPORT_LIMIT, services, TOO_LARGE_A_FILE);
  const ordinary = limitBody(BODY_LIMIT, services);
  routes.use((c, next) => {
    if (TAKE_DOCUMENTS.includes(c.req.path)) return documents(c, next);
    if (c.req.path === TAKES_FILES) return files(c, next);
    if (c.req.path === TAKES_MODULE) return modules(c, next);
    if (TAKE_IMPORTS.includes(c.req.path)) return imports(c, next);
    return (TAKE_EVENTS.includes(c.req.path) ? events : ordinary)(c, next);
  });

  for (const path of LARGE_AND_OPEN) routes.use(path, compress({ encoding: "gzip" }));

  routes.all("/*", (c) => {
    const actor = c.get("actor");
    const answer = (req: Request) =>
      fetchRequestHandler({
        endpoint: "/trpc",
        req,
        router: appRouter,
        allowBatching: false,
        createContext: () => ({
          services,
          actor,
          clientAddress: services.clientAddress(c),
          signal: req.signal,
        }),
      });
    // By its name and not by what the caller says it accepts.
    return once.has(c.req.path)
      ? answer(c.req.raw)
      : guardedStream(c, { actor, authenticate, access: services.access }, answer);
  });
  return routes;
}

/**
 * A page says whose it is: one that was left open, or what it kept, does nothing in the name of whoever has signed in
 * in the same browser since.
 */
function isMeant({ workspaceId, id }: Actor, meant: string | undefined): boolean {
  return meant === undefined || meant === `${workspaceId}.${id}`;
}

const TOO_LARGE_A_FILE = `The file is too large: ${MOST_CHARACTERS / 1_048_576} MB is the most. Nothing was imported.`;

const SOMEBODY_ELSE =
  "Somebody else is signed in in this browser now. Sign in again as the person whose page this is.";

/** The paths of all queries and mutations; everything else may be a stream. */
function pathsAnsweredOnce(): ReadonlySet<string> {
  // oxlint-disable-next-line no-underscore-dangle -- the router keeps its procedures there
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Typed>);
  // oxlint-disable-next-line no-underscore-dangle
  const plain = procedures.filter(([, procedure]) => procedure._def.type !== "subscription");
  return new Set(plain.map(([path]) => `/trpc/${path}`));
}

interface Typed {
  readonly _def: { readonly type: "query" | "mutation" | "subscription" };
}

const CODES = { 401: "UNAUTHORIZED", 403: "FORBIDDEN", 429: "TOO_MANY_REQUESTS" } as const;

function limitBody(
  maxSize: number,
  { log }: Pick<Services, "log">,
  message = `The request is larger than ${maxSize} bytes.`,
): MiddlewareHandler {
  const tooMuch = () => refuse("PAYLOAD_TOO_LARGE", message);
  const limit = bodyLimit({ maxSize, onError: tooMuch });
  return async (c, next) => {
    let isRead = false;
    try {
      if (Number(c.req.header("content-length") ?? 0) > maxSize) {
        await discardBody(c.req.raw);
        return tooMuch();
      }
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
  FORBIDDEN: 403,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Partial<Record<TRPCError["code"], number>>;

/** In the shape that tRPC's clients read. */
function refuse(
  code: keyof typeof STATUS,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const httpStatus = STATUS[code];
  const data = { code, httpStatus, path: null, field: null, diagnostics: [] };
  return Response.json(
    { error: { message, code: TRPC_ERROR_CODES_BY_KEY[code], data } },
    { status: httpStatus, headers },
  );
}
