import type { Context } from "../../context.ts";
import { needs } from "../../trpc.ts";
import { fileInput, readFile, withFixes } from "./read-file.ts";
import type { FileInput } from "./read-file.ts";

/** What an import of the file would bring, and what would be missing. Stores nothing; a mutation for its size alone. */
export const previewImport = needs("playbooks.write")
  .input(fileInput)
  .mutation(({ ctx, input }) => preview(ctx, input));

async function preview(ctx: Context, input: FileInput) {
  const found = await readFile(ctx, input);
  const { format, name, description, folder, tags, graph, diagnostics } = found;
  const steps = graph.nodes.filter(({ kind }) => kind !== "note").length;
  return { format, name, description, folder, tags, steps, report: withFixes(found), diagnostics };
}
