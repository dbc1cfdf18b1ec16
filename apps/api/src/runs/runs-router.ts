import { router } from "../trpc.ts";
import { cancel } from "./cancel.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { resolve } from "./resolve.ts";
import { start } from "./start.ts";
import { watch } from "./watch.ts";

export const runsRouter = router({ start, list, get, cancel, resolve, watch });
