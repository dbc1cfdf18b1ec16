import { findRuns, namePlaybooks } from "@riposte/db";
import type { Context } from "../context.ts";
import { plannedSteps } from "../runs/step-names.ts";

interface Told {
  readonly target: string;
  readonly details: unknown;
}

/** What an entry is about, in names of today; each null where it is about none, or where that is gone. */
export interface About {
  readonly playbook: { readonly id: string; readonly name: string } | null;
  readonly run: string | null;
  /** What the playbook calls the step. */
  readonly step: string | null;
}

/** Finds out for a page of entries at once, in their order. */
export async function tellAbout(
  { services: { db }, actor }: Context,
  entries: readonly Told[],
): Promise<readonly About[]> {
  const refs = entries.map(refsOf);
  const runIds = unique(refs.map(({ run }) => run));
  const runs = new Map(
    (await findRuns(db, actor.workspaceId, runIds)).map((found) => [found.run.id, found.run]),
  );
  const playbookIds = refs.map(({ playbook, run }) => playbook ?? runs.get(run ?? "")?.playbookId ?? null);
  const names = await namePlaybooks(db, actor.workspaceId, unique(playbookIds));
  const hashes = unique(
    refs.map(({ run, step }) => (step === null ? null : (runs.get(run ?? "")?.planHash ?? null))),
  );
  const plans = new Map(
    await Promise.all(hashes.map(async (hash) => [hash, await plannedSteps(db, hash)] as const)),
  );
  return refs.map(({ run, step }, at) => {
    const found = runs.get(run ?? "");
    const id = playbookIds[at] ?? "";
    const name = names.get(id);
    return {
      playbook: name === undefined ? null : { id, name },
      run: found?.id ?? null,
      step: step === null ? null : (plans.get(found?.planHash ?? "")?.byId.get(step)?.label ?? null),
    };
  });
}

/** By its target, else by what is told of it. */
export function refsOf({ target, details }: Told) {
  const told = Object(details) as Readonly<Record<string, unknown>>;
  return {
    playbook: idIn("playbook:", target) ?? textIn(told["playbook"]),
    run: idIn("run:", target) ?? textIn(told["run"]),
    step: textIn(told["step"]),
  };
}

function idIn(kind: string, target: string): string | null {
  return target.startsWith(kind) ? target.slice(kind.length) : null;
}

function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function unique(ids: readonly (string | null)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
