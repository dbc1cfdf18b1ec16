import { router } from "../trpc.ts";
import { save } from "./save.ts";
import { exportPlaybook } from "./export.ts";
import { get } from "./get.ts";
import { hook } from "./hook.ts";
import { list } from "./list.ts";
import { publish } from "./publish.ts";
import { remove } from "./remove.ts";
import { rotateHookSecret } from "./rotate-hook-secret.ts";
import { setEnabled } from "./set-enabled.ts";

export const playbooksRouter = router({
  list,
  get,
  save,
  publish,
  setEnabled,
  export: exportPlaybook,
  remove,
  hook,
  rotateHookSecret,
});
