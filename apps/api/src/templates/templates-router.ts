import { router } from "../trpc.ts";
import { addScript } from "./add-script.ts";
import { list } from "./list.ts";
import { use } from "./use.ts";

export const templatesRouter = router({ list, use, addScript });
