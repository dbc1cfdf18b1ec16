import { setRole as storeRole } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { ROLES } from "../permissions.ts";
import { needs } from "../trpc.ts";
import { personRef, personToChange, refuseLastAdmin } from "./find.ts";

/** Counts from the person's next request on. */
export const setRole = needs("people.write")
  .input(z.object({ id: personRef, role: z.enum(ROLES) }).strict())
  .mutation(({ ctx, input }) =>
    ctx.services.db.transaction(async (tx) => {
      const { role } = input;
      const person = await personToChange(tx, ctx, input.id);
      const { id, email, role: before, workspaceId } = person;
      if (before === role) return { id, email, role };
      await refuseLastAdmin(tx, person);
      await storeRole(tx, workspaceId, { id, role });
      const details = { email, before, role };
      await recordChange(tx, ctx, { action: "people.setRole", target: `user:${id}`, details });
      return { id, email, role };
    }),
  );
