import { z } from "zod";
import { needs } from "../trpc.ts";
import { describeVersion } from "./describe-action.ts";
import { actionRef, requireVersion } from "./find.ts";

/** An action as one of its versions has it, to be compared with another. */
export const version = needs("actions.read")
  .input(z.object({ name: actionRef, version: z.int().min(1) }).strict())
  .query(async ({ ctx, input }) =>
    describeVersion(ctx, await requireVersion(ctx, input.name, input.version)),
  );
