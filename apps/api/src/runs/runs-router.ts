import { router } from "../trpc.ts";
import { cancel } from "./cancel.ts";
import { choose } from "./choose.ts";
import { leaveBreakpoint } from "./leave-breakpoint.ts";
import { decided } from "./decided.ts";
import { decode } from "./decode.ts";
import { get } from "./get.ts";
import { counts, list } from "./list.ts";
import { listLive } from "./list-live.ts";
import { live } from "./live.ts";
import { outline } from "./outline.ts";
import { pause, resume } from "./pause.ts";
import { related } from "./related.ts";
import { previewRerun, rerun } from "./rerun.ts";
import { resolve } from "./resolve.ts";
import { script } from "./script.ts";
import { start } from "./start.ts";
import { step } from "./step.ts";
import { terminate } from "./terminate.ts";
import { value } from "./value.ts";
import { watch } from "./watch.ts";

export const runsRouter = router({
  start,
  previewRerun,
  rerun,
  list,
  counts,
  decided,
  listLive,
  get,
  outline,
  related,
  step,
  script,
  value,
  live,
  watch,
  cancel,
  pause,
  resume,
  terminate,
  resolve,
  choose,
  leaveBreakpoint,
  decode,
});
