import type { Logger } from "pino";
import type { Actor } from "../context.ts";
import { notFound, UserError } from "../user-error.ts";
import type { LanguageSession } from "./language-session.ts";
import { startLanguageSession } from "./language-session.ts";
import type { WrittenScript } from "./session-folder.ts";

export interface LanguageLimits {
  /** How many there are at once. */
  readonly most: number;
  /** Without a question or a change of the text. */
  readonly idleMs: number;
  /** Without anybody who follows it: its page was closed or loaded again. */
  readonly leftMs: number;
}

/** Each is a process of some 300 MB. */
const LANGUAGE_LIMITS: LanguageLimits = { most: 6, idleMs: 10 * 60_000, leftMs: 20_000 };

type Owner = Pick<Actor, "workspaceId" | "id">;

interface Kept {
  readonly owner: Owner;
  readonly session: LanguageSession;
  usedAt: number;
  followers: number;
  leftAt: number;
}

/** The editing sessions of this server, each with a pyright of its own. */
export interface LanguageSessions {
  /** @throws UserError where there is no room for one more */
  readonly open: (owner: Owner, scripts: readonly WrittenScript[]) => Promise<LanguageSession>;
  /** It counts as used. @throws UserError where it is over, or somebody else's */
  readonly use: (owner: Owner, id: string) => LanguageSession;
  /** It is not left while somebody follows it. @throws as `use` */
  readonly follow: (owner: Owner, id: string) => LanguageSession & Disposable;
  readonly end: (owner: Owner, id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const SWEEP_MS = 1_000;

export function createLanguageSessions(
  log: Logger,
  { most, idleMs, leftMs }: LanguageLimits = LANGUAGE_LIMITS,
): LanguageSessions {
  const all = new Map<string, Kept>();
  let starting = 0;

  function find({ workspaceId, id: actor }: Owner, id: string): Kept {
    const kept = all.get(id);
    const isTheirs = kept?.owner.workspaceId === workspaceId && kept.owner.id === actor;
    if (kept === undefined || !isTheirs || kept.session.isOver()) throw notFound("editing session", id);
    return kept;
  }

  async function endOne(id: string): Promise<void> {
    const kept = all.get(id);
    all.delete(id);
    await kept?.session.end();
  }

  function endLeft(): void {
    const now = Date.now();
    for (const [id, { session, usedAt, followers, leftAt }] of all) {
      const isLeft = followers === 0 && now - leftAt > leftMs;
      if (session.isOver() || isLeft || now - usedAt > idleMs) void endOne(id);
    }
  }

  const sweeping = setInterval(endLeft, SWEEP_MS).unref();

  return {
    async open({ workspaceId, id }, scripts) {
      endLeft();
      if (all.size + starting >= most) throw new UserError("too_many_requests", fullWords(most));
      starting += 1;
      try {
        const session = await startLanguageSession(scripts);
        const now = Date.now();
        all.set(session.id, { owner: { workspaceId, id }, session, usedAt: now, followers: 0, leftAt: now });
        return session;
      } catch (error) {
        log.warn({ err: error }, "pyright could not be started");
        throw new UserError(
          "unavailable",
          "Completions and checks could not be started; the server's log says why.",
        );
      } finally {
        starting -= 1;
      }
    },
    use(owner, id) {
      const kept = find(owner, id);
      kept.usedAt = Date.now();
      return kept.session;
    },
    follow(owner, id) {
      const kept = find(owner, id);
      kept.followers += 1;
      const left = () => {
        kept.followers -= 1;
        kept.leftAt = Date.now();
      };
      return { ...kept.session, [Symbol.dispose]: left };
    },
    end: (owner, id) => endOne(find(owner, id).session.id),
    async close() {
      clearInterval(sweeping);
      await Promise.all([...all.keys()].map(endOne));
    },
  };
}

function fullWords(most: number): string {
  return `Completions and checks are at work in ${most} editors, and more is not kept at once: close one that is not needed, or try again in some minutes. Writing, saving and running go on without.`;
}
