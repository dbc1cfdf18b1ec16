import { isDefaultWorkspace, openRunsBefore } from "@riposte/db";
import { loadKeyring, openVault, promoted, withNewKey, without } from "@riposte/vault";
import type { Keyring } from "@riposte/vault";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs, router } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { changeKeyring } from "./change-keyring.ts";
import { reseal, sealedBefore } from "./reseal.ts";

/** In which every process has read a key that came: they look once a second. */
const KNOWN_AFTER_MS = 10_000;

const keyRef = z.object({ id: z.string().regex(/^[\w.-]{1,64}$/) }).strict();

const list = needs("keys.read").query(async ({ ctx }) => {
  requireInstallation(ctx);
  const ring = await loadKeyring(ctx.services.keyring);
  const before = await sealedBefore(ctx.services.db, openVault(ring));
  return {
    current: ring.current,
    keys: [...ring.keys.keys()].map((id) => ({
      id,
      added: ring.since.get(id)?.added ?? null,
      currentSince: ring.since.get(id)?.current ?? null,
    })),
    /** Secrets of connectors and webhooks that an older key sealed. */
    sealedBefore: before.length,
  };
});

/** A key that opens, from now on, and seals nothing yet. */
const add = needs("keys.write").mutation(({ ctx }) => {
  requireInstallation(ctx);
  return changeKeyring(ctx.services, async (ring, tx) => {
    const { id, keyring } = withNewKey(ring, new Date());
    await recordChange(tx, ctx, { action: "keys.add", target: "keys", details: { key: id } });
    return { ring: keyring, result: { id, promoteAfterSeconds: KNOWN_AFTER_MS / 1_000 } };
  });
});

/** Seals from now on; what is sealed in our own tables is sealed anew. */
const promote = needs("keys.write")
  .input(keyRef)
  .mutation(async ({ ctx, input: { id } }) => {
    requireInstallation(ctx);
    const { services } = ctx;
    const ring = await changeKeyring(services, async (before, tx) => {
      requireKey(before, id);
      if (before.current === id) throw new UserError("conflict", `Key ${id} is the one that seals already.`);
      requireKnown(before, id);
      await recordChange(tx, ctx, { action: "keys.promote", target: "keys", details: { key: id } });
      const after = promoted(before, id, new Date());
      return { ring: after, result: after };
    });
    return { id, resealed: await reseal(services.db, openVault(ring)) };
  });

/** Takes it away, once nothing that is still needed was sealed with it. */
const retire = needs("keys.write")
  .input(keyRef)
  .mutation(({ ctx, input: { id } }) => {
    requireInstallation(ctx);
    return changeKeyring(ctx.services, async (ring, tx) => {
      requireKey(ring, id);
      if (ring.current === id) {
        throw new UserError("conflict", `Key ${id} is the one that seals: promote another one first.`);
      }
      await requireUnneeded(ctx, ring, id);
      await reseal(tx, openVault(ring));
      await recordChange(tx, ctx, { action: "keys.retire", target: "keys", details: { key: id } });
      return { ring: without(ring, id), result: { id } };
    });
  });

function requireInstallation(ctx: Context): void {
  if (isDefaultWorkspace(ctx.actor.workspaceId)) return;
  throw new UserError(
    "forbidden",
    "The keys are those of the installation: only an admin of the default workspace sees and changes them.",
  );
}

function requireKey(ring: Keyring, id: string): void {
  if (!ring.keys.has(id)) throw notFound("key", id);
}

function requireKnown(ring: Keyring, id: string): void {
  const added = Date.parse(ring.since.get(id)?.added ?? "");
  const left = Math.ceil((added + KNOWN_AFTER_MS - Date.now()) / 1_000);
  if (!(left > 0)) return;
  throw new UserError(
    "conflict",
    `Key ${id} has just come: in ${left} s every process has read it; promote it then.`,
  );
}

/** Temporal keeps what runs said: as long as one goes on, and for its retention after that. */
async function requireUnneeded({ services }: Context, ring: Keyring, id: string): Promise<void> {
  const times = ring.since.get(id);
  const hasNeverSealed = times !== undefined && times.current === undefined;
  const since = ring.since.get(ring.current)?.current;
  if (hasNeverSealed || since === undefined) return;
  const until = Date.parse(since) + services.retentionMs;
  if (until > Date.now()) {
    throw new UserError(
      "conflict",
      `Key ${id} is needed until ${new Date(until).toISOString()}: Temporal keeps what was sealed with it that long.`,
    );
  }
  const { count, oldest } = await openRunsBefore(services.db, new Date(since));
  if (count === 0) return;
  throw new UserError(
    "conflict",
    `Key ${id} is needed: ${count} run${count === 1 ? " that is" : "s that are"} not over began before key ` +
      `${ring.current} sealed, the oldest at ${oldest?.toISOString()}.`,
  );
}

export const keysRouter = router({ list, add, promote, retire });
