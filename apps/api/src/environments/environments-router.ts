import { router } from "../trpc.ts";
import { follow } from "./follow.ts";

export const environmentsRouter = router({ follow });
