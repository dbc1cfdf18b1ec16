import { join } from "node:path";
import { connect, ensureDefaultWorkspace, seedExamples } from "@riposte/db";
import type { DataFolder } from "../data/folder.ts";
import { project } from "../project.ts";
import { riposte } from "./riposte.ts";

/** The template that every new installation has as a playbook. */
const example = join(project, "packages/gallery/templates/suspicious-sign-in");

/** Example alerts, and the example playbook published and switched on. */
export async function loadExamples(data: DataFolder, databaseUrl: string): Promise<void> {
  await using connection = connect(databaseUrl, { max: 1, name: "riposte examples" });
  await seedExamples(connection.db, await ensureDefaultWorkspace(connection.db));
  const applied = await riposte(data, ["apply", join(example, "playbook.yaml"), "--publish", "--enable"]);
  if (applied.code !== 0) throw new Error(`The examples could not be loaded: ${applied.stderr.trim()}`);
}

/** A line of curl that fires the first example, signed now; null where it was removed. */
export async function exampleCurl(data: DataFolder): Promise<string | null> {
  const event = join(example, "event.json");
  const said = await riposte(data, ["hook", "Suspicious sign-in", "--curl", "--event", event]);
  return said.code === 0 ? said.stdout.trim() : null;
}
