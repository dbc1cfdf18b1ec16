import { z } from "zod";

/** One page that somebody has a playbook open on. */
const sign = z.object({
  playbook: z.string(),
  page: z.string(),
  /** As the audit log writes it, and as people call them. */
  by: z.string(),
  name: z.string(),
  mayWrite: z.boolean(),
  /** Where they are: the one step that is selected, and the field of its panel that has the cursor. */
  step: z.string().nullable(),
  field: z.string().nullable(),
  /** The page was left. */
  gone: z.boolean(),
});

export type Sign = z.infer<typeof sign>;
export type Present = Omit<Sign, "playbook" | "gone">;

/** Who has which playbook open, as this process has heard; nothing of it is kept. */
export interface Presence {
  /** Takes a sign of life as it was told; the playbook that it is of, null where it is no news. */
  readonly hear: (text: string) => string | null;
  readonly of: (playbook: string) => readonly Present[];
}

/** Pages give a sign every eight seconds: who gave none for so long is gone. */
const LIFE_MS = 25_000;
const MOST_PAGES = 50;
const MOST_PLAYBOOKS = 2_000;

interface Heard {
  readonly at: number;
  readonly present: Present;
}

export function createPresence(now: () => number = Date.now): Presence {
  const playbooks = new Map<string, Map<string, Heard>>();

  function alive(playbook: string): Map<string, Heard> {
    const pages = playbooks.get(playbook) ?? new Map<string, Heard>();
    for (const [page, { at }] of pages) if (now() - at > LIFE_MS) pages.delete(page);
    if (pages.size === 0) playbooks.delete(playbook);
    return pages;
  }

  function hear(text: string): string | null {
    const read = sign.safeParse(parseJson(text));
    if (!read.success) return null;
    const { playbook, gone, ...present } = read.data;
    const pages = alive(playbook);
    const before = pages.get(present.page)?.present;
    if (gone) return pages.delete(present.page) ? playbook : null;
    if (before === undefined && (pages.size >= MOST_PAGES || !hasRoomFor(playbook))) return null;
    playbooks.set(playbook, pages.set(present.page, { at: now(), present }));
    return JSON.stringify(before) === JSON.stringify(present) ? null : playbook;
  }

  function hasRoomFor(playbook: string): boolean {
    if (playbooks.has(playbook)) return true;
    if (playbooks.size >= MOST_PLAYBOOKS) for (const playbook of playbooks.keys()) alive(playbook);
    return playbooks.size < MOST_PLAYBOOKS;
  }

  return {
    hear,
    of: (playbook) => [...alive(playbook).values()].map(({ present }) => present),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
