import { router } from "../trpc.ts";
import { save } from "./save.ts";
import { catalogue } from "./catalogue.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";

export const actionsRouter = router({ list, save, get, remove, catalogue });
