import type { AppRouter } from "@riposte/api/router";
import type { Batch, DraftGraph, PinnedScript } from "@riposte/draft";
import { readApiError } from "../api/api-error.ts";
import { client, queryClient, trpc } from "../api/trpc.ts";
import { ownerNow } from "../own/owner.ts";
import { OWN_PAGE } from "../presence/own-page.ts";
import type { Playbook, Present } from "./draft-state.ts";
import type { Remembered } from "./undo-entry.ts";

/** What became of batches that were sent: as the router says it, for nothing of a draft is lost in JSON. */
export type Edited = AppRouter["_def"]["record"]["playbooks"]["edit"]["_def"]["$types"]["output"];

/** A batch as it was saved, whoever made it. */
export type SavedBatch = Edited["since"][number];

/** What a draft needs of the server; it throws what tRPC throws. */
export interface DraftServer {
  readonly load: () => Promise<{ readonly graph: DraftGraph; readonly revision: number }>;
  readonly edit: (base: number, batches: readonly Batch[]) => Promise<Edited>;
  /** What I did, the oldest first. */
  readonly history: () => Promise<readonly Remembered[]>;
  /** A version: its graph, and the scripts that it runs. */
  readonly version: (version: number) => Promise<{
    readonly graph: DraftGraph;
    readonly scripts: readonly PinnedScript[];
  }>;
  /** What happens to the playbook after the revision, as it happens; returns what ends it. */
  readonly follow: (revision: () => number, heard: Heard) => () => void;
}

interface Heard {
  readonly saved: (saved: SavedBatch) => void;
  /** Called, switched or published by whomever. */
  readonly standing: (standing: Standing) => void;
  readonly removed: () => void;
  /** Who else has it open now. */
  readonly present: (others: readonly Present[]) => void;
  /** The thread is lost: it goes on from what was read anew. */
  readonly lost: () => Promise<void>;
}

export type Standing = Pick<Playbook, "name" | "description" | "enabled" | "archived" | "publishedVersion">;

const REMEMBERED = 300;
const FOLLOW_AGAIN_MS = 3_000;

export function draftServer(playbook: string): DraftServer {
  const { playbooks } = client;
  // Who made the changes, whoever is signed in by the time they are sent.
  const context = { asOwner: ownerNow() };
  return {
    load: () => playbooks.draft.query({ playbook }),
    async edit(base, batches) {
      try {
        return await playbooks.edit.mutate({ playbook, base, batches: [...batches] }, { context });
      } catch (error) {
        // A role was taken away: everything else that it allowed goes as well.
        if (readApiError(error).kind === "forbidden")
          void queryClient.invalidateQueries(trpc.me.pathFilter());
        throw error;
      }
    },
    async history() {
      const mine = await playbooks.history.query({ playbook, limit: REMEMBERED });
      return mine.toReversed();
    },
    async version(version) {
      const { graph, scripts } = await playbooks.version.query({ playbook, version });
      return { graph, scripts };
    },
    follow(revision, heard) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isEnded = false;
      let subscription = { unsubscribe: () => {} };
      const start = () => {
        if (isEnded) return;
        subscription.unsubscribe();
        const input = { playbook, from: revision() };
        subscription = playbooks.follow.subscribe(input, {
          onData({ data: news }) {
            if (news.kind === "saved") return heard.saved(news.saved);
            if (news.kind === "standing") return heard.standing(news.standing);
            if (news.kind === "present") return heard.present(others(news.present));
            if (news.kind === "pins") return refreshPins();
            if (news.kind === "actions") return refreshCatalogue(news.stamp);
            end();
            heard.removed();
          },
          onError() {
            clearTimeout(timer);
            timer = setTimeout(() => void heard.lost().then(start), FOLLOW_AGAIN_MS);
          },
        });
      };
      const end = () => {
        isEnded = true;
        clearTimeout(timer);
        subscription.unsubscribe();
      };
      start();
      return end;
    },
  };
}

/** Another page of one's own is somebody else's, as far as this one is concerned. */
function others(present: readonly Present[]): readonly Present[] {
  return present.filter(({ page }) => page !== OWN_PAGE);
}

/** A new action is an option of every playbook at once, whoever made it. */
function refreshCatalogue(stamp: string): void {
  const known = queryClient.getQueryData(trpc.catalogue.get.queryKey());
  if (known?.stamp !== stamp) void queryClient.invalidateQueries(trpc.catalogue.pathFilter());
}

/** What is pinned and where tests stand is no part of the draft, and seen by all who have it open. */
function refreshPins(): void {
  void queryClient.invalidateQueries(trpc.playbooks.breakpoints.pathFilter());
  void queryClient.invalidateQueries(trpc.playbooks.pins.pathFilter());
}
