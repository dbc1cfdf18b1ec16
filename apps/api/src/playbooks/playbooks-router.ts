import { router } from "../trpc.ts";
import { archive } from "./archive.ts";
import { create } from "./create.ts";
import { save } from "./save.ts";
import { draft } from "./draft.ts";
import { edit } from "./edit.ts";
import { exportCacao, exportPlaybook } from "./export.ts";
import { follow } from "./follow.ts";
import { get } from "./get.ts";
import { history } from "./history.ts";
import { hook } from "./hook.ts";
import { importPlaybook } from "./import/import.ts";
import { importReport } from "./import/import-report.ts";
import { previewImport } from "./import/preview-import.ts";
import { list } from "./list.ts";
import { moduleTrigger } from "./module-trigger.ts";
import { organize, renameFolder } from "./organize.ts";
import { overview } from "./overview.ts";
import { breakpoints } from "./breakpoints/breakpoints.ts";
import { removeBreakpoint } from "./breakpoints/remove-breakpoint.ts";
import { setBreakpoint } from "./breakpoints/set-breakpoint.ts";
import { pin } from "./pins/pin.ts";
import { pins } from "./pins/pins.ts";
import { unpin } from "./pins/unpin.ts";
import { present } from "./present.ts";
import { publish } from "./publish.ts";
import { remove } from "./remove.ts";
import { rename } from "./rename.ts";
import { restore } from "./restore.ts";
import { rotateHookSecret } from "./rotate-hook-secret.ts";
import { search } from "./search.ts";
import { setEnabled } from "./set-enabled.ts";
import { test } from "./test-draft.ts";
import { version, versions } from "./versions.ts";

export const playbooksRouter = router({
  list,
  overview,
  search,
  organize,
  renameFolder,
  archive,
  get,
  create,
  save,
  publish,
  setEnabled,
  export: exportPlaybook,
  exportCacao,
  previewImport,
  import: importPlaybook,
  importReport,
  remove,
  hook,
  rotateHookSecret,
  moduleTrigger,
  rename,
  draft,
  edit,
  history,
  follow,
  present,
  versions,
  version,
  restore,
  test,
  pins,
  pin,
  unpin,
  breakpoints,
  setBreakpoint,
  removeBreakpoint,
});
