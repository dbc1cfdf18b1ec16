import { router } from "../trpc.ts";
import { save } from "./save.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { uses } from "./uses.ts";
import { remove } from "./remove.ts";

export const actionsRouter = router({ list, save, get, uses, remove });
