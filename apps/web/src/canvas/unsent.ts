import type { Batch } from "@riposte/draft";
import { batch } from "@riposte/draft";
import { z } from "zod";
import { ownKey } from "../own/own-key.ts";
import { ownerNow } from "../own/owner.ts";

/** What a page has not saved yet, kept in the browser until it is. */
const left = z.object({ base: z.int(), batches: z.array(batch) });

export interface Left extends z.infer<typeof left> {
  /** Called once it is kept elsewhere. */
  readonly forget: () => void;
}

const ANSWER_MS = 150;
const CHANNEL = "riposte.unsent";

/** One page's place to keep what is not saved. */
export interface Unsent {
  /** @throws when the browser's store is full. */
  readonly keep: (base: number, batches: readonly Batch[]) => void;
  readonly close: () => void;
}

/** Two pages never write the same one. */
export function openUnsent(playbook: string): Unsent {
  const page = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const owner = ownerNow();
  const key = ownKey(`unsent.${playbook}.${page}`);
  const channel = new BroadcastChannel(`${CHANNEL}.${playbook}`);
  channel.addEventListener("message", ({ data }: MessageEvent<{ readonly ask?: true }>) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has only this origin
    if (data.ask === true) channel.postMessage({ here: key });
  });
  return {
    keep(base, batches) {
      // Whoever it belonged to has signed out, and let it go.
      if (ownerNow() !== owner) return;
      if (batches.length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ base, batches }));
    },
    close: () => channel.close(),
  };
}

/** What pages of this person that are gone left behind; what somebody else typed is never looked at. */
export async function leftBehind(playbook: string): Promise<readonly Left[]> {
  const keys = Object.keys(localStorage).filter((name) => name.startsWith(ownKey(`unsent.${playbook}.`)));
  if (keys.length === 0) return [];
  const alive = await askAround(playbook);
  const orphans = keys.filter((name) => !alive.has(name));
  return orphans.flatMap((name) => {
    const text = localStorage.getItem(name);
    const parsed = text === null ? null : left.safeParse(parseJson(text));
    return parsed?.success === true ? [{ ...parsed.data, forget: () => localStorage.removeItem(name) }] : [];
  });
}

function askAround(playbook: string): Promise<ReadonlySet<string>> {
  const channel = new BroadcastChannel(`${CHANNEL}.${playbook}`);
  const alive = new Set<string>();
  const listen = ({ data }: MessageEvent<{ readonly here?: string }>) => {
    if (data.here !== undefined) alive.add(data.here);
  };
  channel.addEventListener("message", listen);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has only this origin
  channel.postMessage({ ask: true });
  return new Promise((resolve) => {
    setTimeout(() => {
      channel.close();
      resolve(alive);
    }, ANSWER_MS);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
