import { z } from "zod";
import { needs } from "../trpc.ts";
import { describeTrial } from "./describe-trial.ts";
import { requireTrial, trialRef } from "./find.ts";

/** How a trial goes, for who asks again and again. */
export const get = needs("actions.write")
  .input(z.object({ id: trialRef }).strict())
  .query(async ({ ctx, input }) => describeTrial(ctx, await requireTrial(ctx, input.id)));
