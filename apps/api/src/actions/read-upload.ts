import { z } from "zod";
import { needs } from "../trpc.ts";
import { readFiles } from "./upload/read-files.ts";
import { UPLOAD } from "./upload/upload-limits.ts";

/** The scripts in the given files, zips unpacked, for the form that saves them. Nothing is stored. */
export const readUpload = needs("actions.write")
  .input(
    z
      .object({
        files: z
          .array(z.object({ name: z.string().min(1).max(1_000), base64: z.base64() }).strict())
          .min(1)
          .max(UPLOAD.files),
      })
      .strict(),
  )
  .mutation(({ input }) =>
    readFiles(input.files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, "base64") }))),
  );
