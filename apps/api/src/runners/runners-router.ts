import { listRunners } from "@riposte/db";
import { needs, router } from "../trpc.ts";
import type { Context } from "../context.ts";
import { atLeast } from "../permissions.ts";
import { drain } from "./drain.ts";
import { createToken, groups, revokeToken, tokens } from "./tokens.ts";

/** What runs scripts, with the interpreters that each has; those that are gone for a day are left out. */
const list = needs("actions.read").query(({ ctx }) => describeRunners(ctx));

async function describeRunners({ services, actor }: Context) {
  const isAdmin = atLeast(actor.role, "admin");
  const rows = await listRunners(services.db, actor.workspaceId);
  return rows.map(({ seenAt, interpreters, ...row }) => ({
    ...row,
    seenAt: seenAt.toISOString(),
    interpreters: interpreters.map(({ version, release, path }) => ({
      version,
      release,
      /** For who looks after the installation. */
      path: isAdmin ? path : null,
    })),
  }));
}

export const runnersRouter = router({ list, groups, tokens, createToken, revokeToken, drain });
