import { alertStatuses } from "@riposte/db";
import { z } from "zod";
import { needs, router } from "../trpc.ts";
import { comment, setStatus } from "./change.ts";
import { alertRef, requireAlert } from "./find.ts";
import { list } from "./list.ts";
import { runs } from "./runs.ts";

/** By uuid or short id. */
const get = needs("alerts.read")
  .input(z.object({ id: alertRef }).strict())
  .query(({ ctx, input }) => requireAlert(ctx, input.id));

/** In the order in which an alert goes through them. */
const statuses = needs("alerts.read").query(() => alertStatuses);

export const alertsRouter = router({ list, get, statuses, runs, comment, setStatus });
