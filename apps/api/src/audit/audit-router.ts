import { listAuditNames } from "@riposte/db";
import { needs, router } from "../trpc.ts";
import { list } from "./list.ts";

/** Who and what the filters can ask for. */
const names = needs("audit.read").query(({ ctx }) => listAuditNames(ctx.services.db, ctx.actor.workspaceId));

export const auditRouter = router({ list, names });
