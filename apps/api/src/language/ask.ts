import { z } from "zod";
import { needs } from "../trpc.ts";
import { question, scriptPlace, sessionRef, writtenText } from "./question.ts";

/** Of a script as it stands: what could be written here, what this is, and where it comes from. */
export const ask = needs("actions.write")
  .input(z.object({ session: sessionRef, script: scriptPlace, text: writtenText, question }).strict())
  .mutation(({ ctx, input: { session, script, text, question: asked } }) => {
    const there = ctx.services.language.use(ctx.actor, session);
    there.write(script, text);
    return there.answer(script, asked);
  });
