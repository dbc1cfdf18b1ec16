import { join } from "node:path";
import type { DataFolder } from "../data/folder.ts";
import { project } from "../project.ts";
import { runTool } from "../setup/run-tool.ts";
import type { ToolResult } from "../setup/run-tool.ts";

/** The command, for the product that runs on this data folder. */
export function riposte(data: DataFolder, words: readonly string[]): Promise<ToolResult> {
  const entry = join(project, "apps/cli/src/main.ts");
  return runTool(process.execPath, [entry, ...words, "--data", data.path], { cwd: project });
}
