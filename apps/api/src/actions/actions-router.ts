import { router } from "../trpc.ts";
import { apply } from "./apply.ts";
import { catalogue } from "./catalogue.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";

export const actionsRouter = router({ list, apply, get, remove, catalogue });
