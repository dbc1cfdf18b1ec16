import { router } from "../trpc.ts";
import { ask } from "./ask.ts";
import { end } from "./end.ts";
import { follow } from "./follow.ts";
import { open } from "./open.ts";
import { write } from "./write.ts";

export const languageRouter = router({ open, follow, write, ask, end });
