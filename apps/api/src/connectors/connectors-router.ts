import { router } from "../trpc.ts";
import { save } from "./save.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { test } from "./test.ts";
import { remove } from "./remove.ts";

export const connectorsRouter = router({ list, save, get, test, remove });
