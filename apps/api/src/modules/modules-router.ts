import { router } from "../trpc.ts";
import { add } from "./add.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { run } from "./run.ts";

export const modulesRouter = router({ list, add, remove, run });
