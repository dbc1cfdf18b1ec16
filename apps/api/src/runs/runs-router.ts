import { router } from "../trpc.ts";
import { cancel } from "./cancel.ts";
import { decided } from "./decided.ts";
import { decode } from "./decode.ts";
import { get } from "./get.ts";
import { counts, list } from "./list.ts";
import { listLive } from "./list-live.ts";
import { live } from "./live.ts";
import { outline } from "./outline.ts";
import { rerun } from "./rerun.ts";
import { resolve } from "./resolve.ts";
import { start } from "./start.ts";
import { step } from "./step.ts";
import { value } from "./value.ts";
import { watch } from "./watch.ts";

export const runsRouter = router({
  start,
  rerun,
  list,
  counts,
  decided,
  listLive,
  get,
  outline,
  step,
  value,
  live,
  watch,
  cancel,
  resolve,
  decode,
});
