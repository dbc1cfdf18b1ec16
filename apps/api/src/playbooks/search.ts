import { findPlaybooksByText } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { readDraft } from "./read-draft.ts";
import { textHits } from "./text-hits.ts";

const MOST_PLAYBOOKS = 50;
const MOST_HITS = 5;

/** Which drafts hold a text, and where in them; of each playbook the first places. */
export const search = needs("playbooks.read")
  .input(z.object({ text: z.string().trim().min(2).max(300) }).strict())
  .query(({ ctx, input }) => searchDrafts(ctx, input.text));

async function searchDrafts({ services, actor }: Context, text: string) {
  const wanted = { text: text.toWellFormed(), limit: MOST_PLAYBOOKS };
  const found = await findPlaybooksByText(services.db, actor.workspaceId, wanted);
  return found.flatMap(({ id, name, draft }) => {
    const hits = textHits(readDraft(draft), text);
    return hits.length === 0
      ? []
      : [{ id, name, hits: hits.slice(0, MOST_HITS), more: Math.max(0, hits.length - MOST_HITS) }];
  });
}
