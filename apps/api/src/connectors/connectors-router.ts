import { router } from "../trpc.ts";
import { apply } from "./apply.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";

export const connectorsRouter = router({ list, apply, get, remove });
