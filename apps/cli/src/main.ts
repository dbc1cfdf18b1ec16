import { runCommandLine } from "./cli.ts";
import { readEnvironment } from "./env.ts";
import { processIo } from "./io.ts";

// Whoever reads us may stop early: `riposte runs | head -1`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await runCommandLine(process.argv.slice(2), processIo(), readEnvironment());
