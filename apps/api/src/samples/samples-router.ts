import { router } from "../trpc.ts";
import { latest, ofRun } from "./show-samples.ts";

export const samplesRouter = router({ latest, ofRun });
