import { listLimits, limitLoads, namePlaybooks } from "@riposte/db";
import { limitWords } from "@riposte/plan";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";

/** All limits, with how much goes on under each and how much waits. */
export const list = needs("playbooks.read").query(({ ctx }) => listAll(ctx));

async function listAll({ services, actor }: Context) {
  const { workspaceId } = actor;
  const [limits, loads] = await Promise.all([
    listLimits(services.db, workspaceId),
    limitLoads(services.sql, workspaceId),
  ]);
  const playbooks = limits.filter(({ kind }) => kind === "playbook").map(({ target }) => target);
  const names = await namePlaybooks(services.db, workspaceId, playbooks);
  return limits.flatMap((limit) => {
    const { kind, target, atOnce, rate } = limit;
    const name = kind === "playbook" ? names.get(target) : target;
    // Of a playbook that is deleted.
    if (name === undefined) return [];
    const load = loads.find((each) => each.kind === kind && each.target === target);
    const words = limitWords(limit);
    const { underWay = 0, waiting = 0 } = load ?? {};
    return [{ kind, target, name, atOnce, rate, words, underWay, waiting }];
  });
}
