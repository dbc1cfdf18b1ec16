import { getTRPCErrorFromUnknown, initTRPC, TRPCError } from "@trpc/server";
import type { Logger } from "pino";
import type { Context } from "./context.ts";
import { allows, PERMISSIONS } from "./permissions.ts";
import type { Permission } from "./permissions.ts";
import { shapeError, toTrpcError } from "./trpc-errors.ts";
import { StreamBroken } from "./stream-to.ts";

interface Meta {
  readonly permission: Permission;
}

/** A stream ends after a while and is opened again, so that who has lost their right to it loses it too. */
const STREAM_MS = 5 * 60_000;
/** Proxies give up on what is silent; browsers notice by it that the server has gone. */
const sse = {
  maxDurationMs: STREAM_MS,
  ping: { enabled: true, intervalMs: 15_000 },
  client: { reconnectAfterInactivityMs: 40_000 },
};

const t = initTRPC.context<Context>().meta<Meta>().create({ errorFormatter: shapeError, sse });

export const router = t.router;

const guarded = t.procedure.use(async ({ ctx, meta, path, next }) => {
  if (meta === undefined) {
    throw new TRPCError({
      code: "FORBIDDEN",
      message: `${path} declares no permission: nobody may call it.`,
    });
  }
  if (!allows(ctx.actor.role, meta.permission)) {
    throw new TRPCError({
      code: "FORBIDDEN",
      message: `${path} needs the role ${PERMISSIONS[meta.permission]}; ${ctx.actor.kind === "token" ? "this token is" : "you are"} ${ctx.actor.role}.`,
    });
  }
  const result = await next();
  const where = { log: ctx.services.log, path };
  if (!result.ok) throw toTrpcError(result.error, where);
  return isStream(result.data) ? { ...result, data: guardStream(result.data, where) } : result;
});

function isStream(data: unknown): data is AsyncIterable<unknown> {
  return typeof data === "object" && data !== null && Symbol.asyncIterator in data;
}

/** What goes wrong after the first event is told like everything else. */
async function* guardStream(
  stream: AsyncIterable<unknown>,
  where: { readonly log: Logger; readonly path: string },
) {
  try {
    yield* stream;
  } catch (error) {
    if (error instanceof StreamBroken) throw error;
    throw toTrpcError(getTRPCErrorFromUnknown(error), where);
  }
}

/** The only way to a procedure: its permission comes first. */
export function needs(permission: Permission) {
  return guarded.meta({ permission });
}

/* oxlint-disable no-underscore-dangle -- the router keeps its procedures there */
interface DeclaredRouter {
  readonly _def: { readonly procedures: Record<string, unknown> };
}

/** Called before anything is served. @throws when a procedure came about without `needs`. */
export function assertAllDeclared(appRouter: DeclaredRouter): void {
  for (const [path, procedure] of Object.entries(appRouter._def.procedures)) {
    const permission = (procedure as { _def?: { meta?: Partial<Meta> } })._def?.meta?.permission;
    if (permission === undefined || !(permission in PERMISSIONS)) {
      throw new Error(`The procedure ${path} declares no permission.`);
    }
  }
}
