import { router } from "../trpc.ts";
import { latest } from "./latest.ts";

export const samplesRouter = router({ latest });
