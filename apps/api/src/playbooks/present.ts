import { tellOfPresence } from "@riposte/db";
import { cutText } from "@riposte/plan/cut-text";
import { z } from "zod";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { allows } from "../permissions.ts";
import type { Sign } from "../presence/presence.ts";
import { needs } from "../trpc.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

const LONGEST_NAME = 100;

const presentInput = z
  .object({
    playbook: playbookRef,
    /** Drawn by the page that is open. */
    page: z.string().regex(/^[\w-]{1,40}$/),
    step: z.string().max(64).nullable().default(null),
    field: z.string().max(200).nullable().default(null),
    gone: z.boolean().default(false),
  })
  .strict();

/** A sign of life of a page that has the playbook open: whoever follows it hears of it. Nothing is stored. */
export const present = needs("playbooks.read")
  .input(presentInput)
  .mutation(({ ctx, input }) => tell(ctx, input));

async function tell(ctx: Context, { playbook, ...where }: z.infer<typeof presentInput>) {
  const { services, actor } = ctx;
  const { id } = await requirePlaybook(ctx, playbook);
  const name = actor.kind === "person" ? actor.displayName : actor.name;
  const said: Sign = {
    ...where,
    playbook: id,
    by: actorName(actor),
    name: cutText(name, LONGEST_NAME),
    mayWrite: allows(actor.role, "playbooks.write"),
  };
  await tellOfPresence(services.db, JSON.stringify(said));
  return {};
}
