import { initTRPC, TRPCError } from "@trpc/server";
import type { Context } from "./context.ts";
import { allows, PERMISSIONS } from "./permissions.ts";
import type { Permission } from "./permissions.ts";
import { shapeError, toTrpcError } from "./trpc-errors.ts";

interface Meta {
  readonly permission: Permission;
}

const t = initTRPC.context<Context>().meta<Meta>().create({ errorFormatter: shapeError });

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
      message: `${path} needs the role ${PERMISSIONS[meta.permission]}; this token is ${ctx.actor.role}.`,
    });
  }
  const result = await next();
  if (result.ok) return result;
  throw toTrpcError(result.error, { log: ctx.services.log, path });
});

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
