import { z } from "zod";
import { needs } from "../trpc.ts";
import { sessionRef } from "./question.ts";

export const end = needs("actions.write")
  .input(z.object({ session: sessionRef }).strict())
  .mutation(({ ctx, input }) => ctx.services.language.end(ctx.actor, input.session));
