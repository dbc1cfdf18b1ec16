import { setTimeout as sleep } from "node:timers/promises";
import { tracked } from "@trpc/server";
import { z } from "zod";
import { needs } from "../trpc.ts";
import type { LanguageSession } from "./language-session.ts";
import { sessionRef } from "./question.ts";

/** What pyright says comes in bursts. */
const PAUSE_MS = 100;

/** Follows a session: what is wrong with its scripts as they are typed. Its end is told, and ends it. */
export const follow = needs("actions.write")
  .input(z.object({ session: sessionRef, lastEventId: z.string().max(100).nullish() }).strict())
  .subscription(({ ctx, input, signal }) => {
    const stop = AbortSignal.any([ctx.signal, ctx.services.notices.ending, ...(signal ? [signal] : [])]);
    const session = ctx.services.language.follow(ctx.actor, input.session);
    return tell(session, stop);
  });

async function* tell(followed: LanguageSession & Disposable, stop: AbortSignal) {
  using session = followed;
  const stopped = new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve()));
  let told = -1;
  while (!stop.aborted) {
    const news = session.news();
    const revision = session.revision();
    if (revision !== told)
      yield tracked(String(revision), { isOver: session.isOver(), scripts: session.problems() });
    told = revision;
    if (session.isOver()) return;
    await Promise.race([news, stopped]);
    await sleep(PAUSE_MS);
  }
}
