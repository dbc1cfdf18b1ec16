import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { connect, ensureDefaultWorkspace, seedExamples } from "@riposte/db";
import type { DataFolder } from "../data/folder.ts";
import { project } from "../project.ts";
import { riposte } from "./riposte.ts";

const examples = join(project, "apps/cli/examples");

/** Example alerts, and the example playbooks published and switched on; returns how many playbooks. */
export async function loadExamples(data: DataFolder, databaseUrl: string): Promise<number> {
  await using connection = connect(databaseUrl, { max: 1, name: "riposte examples" });
  await seedExamples(connection.db, await ensureDefaultWorkspace(connection.db));
  const folders = await readdir(examples);
  const files = folders.map((folder) => join(examples, folder, "playbook.yaml"));
  const applied = await riposte(data, ["apply", ...files, "--publish", "--enable"]);
  if (applied.code !== 0) throw new Error(`The examples could not be loaded: ${applied.stderr.trim()}`);
  return files.length;
}

/** A line of curl that fires the first example, signed now; null where it was removed. */
export async function exampleCurl(data: DataFolder): Promise<string | null> {
  const event = join(examples, "suspicious-sign-in/event.json");
  const said = await riposte(data, ["hook", "Suspicious sign-in", "--curl", "--event", event]);
  return said.code === 0 ? said.stdout.trim() : null;
}
