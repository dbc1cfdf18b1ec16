import { client } from "../../api/trpc.ts";
import { saveFile } from "../../shell/save-file.ts";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import { fileNameOf, readPlaybookFile } from "./playbook-file.ts";
import { createUnderFreeName } from "./use-create-playbook.ts";

export async function exportPlaybook({ id, name }: { id: string; name: string }): Promise<void> {
  try {
    const file = await client.playbooks.export.query({ name: id });
    saveFile(fileNameOf(name), `${JSON.stringify(file, null, 2)}\n`);
  } catch (error) {
    tellFailed(`${name} was not exported`, error);
  }
}

/** Each file becomes a new draft, off and not published; none replaces what is there. */
export async function importPlaybooks(files: readonly File[]): Promise<void> {
  for (const file of files) {
    try {
      const { name } = await createUnderFreeName(readPlaybookFile(await file.text()), "imported");
      tellDone(`Imported as ${name}, off and not published.`);
    } catch (error) {
      tellFailed(`${file.name} was not imported`, error);
    }
  }
}
