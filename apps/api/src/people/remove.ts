import { removePerson, revokeLinksOf } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { needs } from "../trpc.ts";
import { personRef, personToChange, refuseLastAdmin } from "./find.ts";

/** The account goes, with its sessions and the links that could bring it back; what the person did stays on record. */
export const remove = needs("people.write")
  .input(z.object({ id: personRef }).strict())
  .mutation(({ ctx, input }) =>
    ctx.services.db.transaction(async (tx) => {
      const person = await personToChange(tx, ctx, input.id);
      const { id, email, role, workspaceId } = person;
      await refuseLastAdmin(tx, person);
      await removePerson(tx, workspaceId, id);
      await revokeLinksOf(tx, workspaceId, email);
      await recordChange(tx, ctx, {
        action: "people.remove",
        target: `user:${id}`,
        details: { email, role },
      });
      return { id, email };
    }),
  );
