import { router } from "../trpc.ts";
import { save } from "./save.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { readUpload } from "./read-upload.ts";
import { restore } from "./restore.ts";
import { uses } from "./uses.ts";
import { remove } from "./remove.ts";
import { version } from "./version.ts";

export const actionsRouter = router({ list, save, get, version, restore, readUpload, uses, remove });
