import { router } from "../trpc.ts";
import { apply } from "./apply.ts";
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
  apply,
  publish,
  setEnabled,
  export: exportPlaybook,
  remove,
  hook,
  rotateHookSecret,
});
