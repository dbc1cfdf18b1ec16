import { needs } from "../trpc.ts";
import { environmentsOf } from "./environments-of.ts";
import { openInput } from "./open-input.ts";

/**
 * Begins an editing session: a pyright for this editor alone, which reads these scripts, stubs and the packages that were
 * built for them. Nothing of them is run, and nothing is kept.
 */
export const open = needs("actions.write")
  .input(openInput)
  .mutation(async ({ ctx, input }) => {
    const scripts = await environmentsOf(ctx.services, input);
    const { id } = await ctx.services.language.open(ctx.actor, scripts);
    return { session: id, hasPackages: scripts.map(({ environment }) => environment !== null) };
  });
