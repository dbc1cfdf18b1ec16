import { findPlaybook, listBatchesAfter, stampOfActions, stampOfBreakpoints, stampOfPins } from "@riposte/db";
import type { PlaybookRow } from "@riposte/db";
import { tracked } from "@trpc/server";
import { z } from "zod";
import type { Context } from "../context.ts";
import type { Present } from "../presence/presence.ts";
import { streamTo } from "../stream-to.ts";
import { needs } from "../trpc.ts";
import { tooFarApart } from "./batches-since.ts";
import { describeBatch } from "./describe-batch.ts";
import type { SavedBatch } from "./describe-batch.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

const followInput = z
  .object({
    playbook: playbookRef,
    /** The revision that the caller has. */
    from: z.int().min(0),
    /** After a broken connection: the revision that was delivered last. */
    lastEventId: z
      .string()
      .regex(/^\d{1,9}$/)
      .nullish(),
  })
  .strict();

/** NOTIFY wakes us; where it does not come, we look ourselves. */
const LOOK_ANYWAY_MS = 10_000;
const MOST_AT_ONCE = 100;

/** What is not in the draft, and shown beside it. */
interface Standing extends Pick<PlaybookRow, "name" | "description" | "enabled" | "publishedVersion"> {
  readonly archived: boolean;
}

type DraftNews =
  | { readonly kind: "saved"; readonly saved: SavedBatch }
  | { readonly kind: "standing"; readonly standing: Standing }
  /** Uploaded actions as they are now: another stamp than the catalogue's says that it is out of date. */
  | { readonly kind: "actions"; readonly stamp: string }
  /** What is pinned is another than before, or tests stand elsewhere; at first too. */
  | { readonly kind: "pins"; readonly stamp: string }
  /** All pages that have it open, one's own among them: at first, and when one comes, goes or is elsewhere. */
  | { readonly kind: "present"; readonly present: readonly Present[] }
  | { readonly kind: "removed" };

/**
 * Batches as they are saved, whoever makes them: each once, in order. Between them how the playbook stands and which
 * uploaded actions there are, at first and whenever that is different. Ends with the playbook.
 */
export const follow = needs("playbooks.read")
  .input(followInput)
  .subscription(async ({ ctx, input, signal }) => {
    const { id } = await requirePlaybook(ctx, input.playbook);
    const from = Math.max(input.from, Number(input.lastEventId ?? 0));
    return streamTo(ctx, signal, (stop) => newsFrom(ctx, { id, from, stop }));
  });

interface Following {
  readonly id: string;
  readonly from: number;
  readonly stop: AbortSignal;
}

async function* newsFrom(ctx: Context, { id, from, stop }: Following) {
  using news = ctx.services.notices.watch(id, ctx.actor.workspaceId);
  const { db } = ctx.services;
  let revision = from;
  const tell = (news: DraftNews) => tracked(String(revision), news);
  let told = "";
  let stamp = "";
  let pinned: string | null = null;
  let here = "";
  while (!stop.aborted) {
    const playbook = await findPlaybook(db, ctx.actor.workspaceId, id);
    if (playbook === null) {
      yield tell({ kind: "removed" });
      return;
    }
    const { name, description, enabled, archivedAt, publishedVersion, draftRevision } = playbook;
    const wanted = { playbookId: id, revision, limit: MOST_AT_ONCE };
    const rows = draftRevision === revision ? [] : await listBatchesAfter(db, ctx.actor.workspaceId, wanted);
    const first = rows[0]?.revision;
    const isGap = first === undefined ? draftRevision > revision : first !== revision + 1;
    if (isGap) throw tooFarApart(name);
    for (const row of rows) {
      revision = row.revision;
      yield tell({ kind: "saved", saved: describeBatch(row) });
    }
    const archived = archivedAt !== null;
    const standing: Standing = { name, description, enabled, archived, publishedVersion };
    if (told !== JSON.stringify(standing)) {
      told = JSON.stringify(standing);
      yield tell({ kind: "standing", standing });
    }
    const now = await stampOfActions(db, ctx.actor.workspaceId);
    if (now !== stamp) {
      stamp = now;
      yield tell({ kind: "actions", stamp });
    }
    const pins = `${await stampOfPins(db, id)}${await stampOfBreakpoints(db, id)}`;
    if (pins !== pinned) {
      pinned = pins;
      yield tell({ kind: "pins", stamp: pins });
    }
    const present = ctx.services.notices.present(id);
    if (here !== JSON.stringify(present)) {
      here = JSON.stringify(present);
      yield tell({ kind: "present", present });
    }
    if (rows.length < MOST_AT_ONCE) await news.news(LOOK_ANYWAY_MS, stop);
  }
}
