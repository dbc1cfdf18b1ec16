import { writeFile } from "node:fs/promises";
import { vendors } from "../registry.ts";
import { actionsPage } from "./actions-page.ts";

await writeFile(new URL("../../../../docs/actions.md", import.meta.url), actionsPage(vendors));
