import { router } from "../trpc.ts";
import { follow } from "./follow.ts";
import { get } from "./get.ts";
import { pastInputs } from "./past-inputs.ts";
import { start } from "./start.ts";
import { stop } from "./stop.ts";

export const trialsRouter = router({ start, get, follow, stop, pastInputs });
