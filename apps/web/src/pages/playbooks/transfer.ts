import { client } from "../../api/trpc.ts";
import { saveFile } from "../../shell/save-file.ts";
import { tellFailed } from "../../shell/tell.tsx";
import { fileNameOf } from "./playbook-file.ts";

export async function exportPlaybook({ id, name }: { id: string; name: string }): Promise<void> {
  try {
    const file = await client.playbooks.export.query({ name: id });
    saveFile(fileNameOf(name, "playbook"), `${JSON.stringify(file, null, 2)}\n`);
  } catch (error) {
    tellFailed(`${name} was not exported`, error);
  }
}

/** For other products: CACAO 2.0. */
export async function exportAsCacao({ id, name }: { id: string; name: string }): Promise<void> {
  try {
    const { text } = await client.playbooks.exportCacao.query({ name: id });
    saveFile(fileNameOf(name, "cacao"), text);
  } catch (error) {
    tellFailed(`${name} was not exported`, error);
  }
}
