import { getConnector, listRunnerGroups, saveConnector } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { checkModuleValues } from "../modules/check-module-values.ts";
import { readModules } from "../modules/read-modules.ts";
import { groupName } from "../runners/tokens.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { checkType } from "./check-type.ts";
import { checkValues } from "./check-values.ts";
import { isSealedNow, openSecrets, sealSecrets } from "./sealed-secrets.ts";
import type { Secrets } from "./sealed-secrets.ts";

/** What is shorter stands in every text, and could not be blotted out of logs and results. */
const secret = z
  .string()
  .max(20_000)
  .refine(
    (text) => text === "" || text.length >= 4,
    "A secret has at least 4 characters: a shorter one cannot be kept out of logs.",
  );

export const saveInput = z
  .object({
    name: z.string().regex(/^[A-Za-z0-9_. -]{1,100}$/, "A name is made of letters, digits, blanks and _ . -"),
    /** One of the catalogue's connector types, or one that an uploaded action asks for. */
    type: z.string().regex(/^[a-z][a-z0-9_.]{0,63}$/, "A type is made of a to z, 0 to 9, _ and ."),
    settings: z.record(z.string(), z.json()).default({}),
    /** Sealed on arrival. Those left out stay as they are, null takes one away. */
    secrets: z.record(z.string(), secret.nullable()).default({}),
    /** The scripts that use it run there, and its secrets reach no other runner; null: the installation's own. Left out it stays. */
    runnerGroup: groupName.nullable().optional(),
  })
  .strict();

/** Creates or updates by name. */
export const save = needs("connectors.write")
  .input(saveInput)
  .mutation(({ ctx, input }) => storeConnector(ctx, input));

export async function storeConnector(ctx: Context, input: z.infer<typeof saveInput>) {
  const { workspaceId } = ctx.actor;
  const { db, vault } = ctx.services;
  const { name, type } = input;
  const now = await getConnector(db, workspaceId, name);
  if (now?.type !== type) await checkType(ctx, type);
  const runnerGroup = input.runnerGroup === undefined ? (now?.runnerGroup ?? null) : input.runnerGroup;
  if (runnerGroup !== (now?.runnerGroup ?? null)) await checkGroup(ctx, runnerGroup);
  const kept = now === null || now.type !== type ? {} : openSecrets(vault, now);
  const modules = await readModules(ctx);
  checkModuleValues(modules, type, { settings: input.settings, secrets: merge(kept, input.secrets) });
  const values = checkValues(type, { settings: input.settings, secrets: merge(kept, input.secrets) });
  const settings = JSON.stringify(values.settings);
  const same =
    now?.type === type &&
    now.settings === settings &&
    now.runnerGroup === runnerGroup &&
    JSON.stringify(kept) === JSON.stringify(values.secrets) &&
    isSealedNow(vault, now);
  if (same) return { id: now.id, name, type, created: false, changed: false };

  return db.transaction(async (tx) => {
    const saved = await saveConnector(tx, {
      workspaceId,
      name,
      type,
      settings,
      runnerGroup,
      sealSecrets: (id) => sealSecrets(vault, id, values.secrets),
    });
    await recordChange(tx, ctx, {
      action: "connectors.save",
      target: `connector:${saved.id}`,
      details: {
        name,
        type,
        settings: Object.keys(values.settings),
        secrets: Object.keys(values.secrets),
        runnerGroup,
      },
    });
    return { id: saved.id, name, type, created: saved.created, changed: true };
  });
}

async function checkGroup({ services, actor }: Context, group: string | null): Promise<void> {
  if (group === null) return;
  const groups = await listRunnerGroups(services.db, actor.workspaceId);
  if (groups.includes(group)) return;
  const known = groups.length === 0 ? "There is none yet" : `There are ${groups.join(", ")}`;
  throw new UserError(
    "bad_request",
    `There is no runner group "${group}". ${known}; an admin makes one, with the token of its first runner, under Runners or with riposte runners token NAME --group ${group}.`,
    { field: "runnerGroup" },
  );
}

function merge(kept: Secrets, given: Readonly<Record<string, string | null>>): Secrets {
  const merged = Object.entries({ ...kept, ...given }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return Object.fromEntries(merged.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
