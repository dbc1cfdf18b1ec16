import { describeRow } from "../row.ts";
import { templateRows } from "./rows.ts";

// `pnpm bench:templates`: only what needs no server.

const rows = await templateRows();
for (const row of rows) console.log(describeRow(row));
if (rows.some((row) => row.holds === false)) process.exitCode = 1;
