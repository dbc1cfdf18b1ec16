import { getWorkspace } from "@riposte/db";
import type { Context } from "../context.ts";
import { allows, PERMISSIONS } from "../permissions.ts";
import type { Permission } from "../permissions.ts";
import { needs, router } from "../trpc.ts";

const get = needs("me.read").query(({ ctx }) => describeMe(ctx));

/** Who asks, and what they may do. */
async function describeMe({ services, actor }: Context) {
  const { workspaceId, name, role } = actor;
  const workspace = await getWorkspace(services.db, workspaceId);
  const all = Object.keys(PERMISSIONS) as readonly Permission[];
  return {
    kind: "token" as "token" | "person",
    id: actor.tokenId,
    name,
    email: null as string | null,
    role,
    permissions: all.filter((permission) => allows(role, permission)),
    workspace: { id: workspaceId, name: workspace?.name ?? "" },
  };
}

export const meRouter = router({ get });
