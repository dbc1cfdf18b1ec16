import { z } from "zod";
import { needs } from "../trpc.ts";
import { scriptPlace, sessionRef, writtenText } from "./question.ts";

/** The text of a script has changed; what there is to say of it goes to who follows the session. */
export const write = needs("actions.write")
  .input(z.object({ session: sessionRef, script: scriptPlace, text: writtenText }).strict())
  .mutation(({ ctx, input: { session, script, text } }) => {
    ctx.services.language.use(ctx.actor, session).write(script, text);
  });
