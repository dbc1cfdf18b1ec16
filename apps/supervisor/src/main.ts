import { DatabaseUnreachable } from "@riposte/db";
import { defaultData } from "./project.ts";
import { openDataFolder } from "./data/folder.ts";
import { checkVariables, pythonFolders, workingFolder } from "./env.ts";
import { HELP, parseOptions } from "./options.ts";
import { NotReady } from "./processes/keep-running.ts";
import { stopRequest } from "./processes/stop-request.ts";
import { neededAlways, theData } from "./root/needed.ts";
import { leftOut, stage } from "./root/stage.ts";
import { findPython } from "./setup/find-python.ts";
import { supervise } from "./supervise.ts";
import { messageOf, UserError } from "./user-error.ts";

try {
  process.exit(await start());
} catch (error) {
  console.error(`\n${explain(error)}`);
  process.exit(1);
}

async function start(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), { data: defaultData, workingFolder: workingFolder() });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  checkVariables();
  const python = await findPython();
  const data = await openDataFolder(options.data);
  const needed = [...neededAlways(python), theData(data.path)];
  const closed = await stage({ needed, optional: pythonFolders() }, python.executable);
  console.log("Riposte");
  if (closed.length > 0) console.log(`  ${leftOut(closed)}`);
  await supervise({ options, data, python, stop: stopRequest() });
  return 0;
}

function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof NotReady)
    return [error.message, ...error.lastLines.map((line) => `  ${line}`)].join("\n");
  if (error instanceof DatabaseUnreachable) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
}
