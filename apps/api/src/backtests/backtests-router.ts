import { router } from "../trpc.ts";
import { event } from "./event.ts";
import { follow } from "./follow.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { start } from "./start.ts";
import { stop } from "./stop.ts";

export const backtestsRouter = router({ start, list, get, event, follow, stop, remove });
