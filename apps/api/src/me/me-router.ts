import { getWorkspace } from "@riposte/db";
import type { Context } from "../context.ts";
import { allows, PERMISSIONS } from "../permissions.ts";
import type { Permission } from "../permissions.ts";
import { needs, router } from "../trpc.ts";
import { endOtherSessions, endSession, sessions } from "./sessions.ts";

const get = needs("me.read").query(({ ctx }) => describeMe(ctx));

/** Who asks, and what they may do. */
async function describeMe({ services, actor }: Context) {
  const { workspaceId, id, kind, name, role } = actor;
  const workspace = await getWorkspace(services.db, workspaceId);
  const all = Object.keys(PERMISSIONS) as readonly Permission[];
  return {
    kind,
    id,
    name: actor.kind === "person" ? actor.displayName : name,
    /** Null for a token. */
    email: actor.kind === "person" ? name : null,
    role,
    permissions: all.filter((permission) => allows(role, permission)),
    workspace: { id: workspaceId, name: workspace?.name ?? "" },
  };
}

export const meRouter = router({ get, sessions, endSession, endOtherSessions });
