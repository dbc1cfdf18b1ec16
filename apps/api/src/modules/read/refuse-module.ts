import { shown } from "../../actions/upload/refuse.ts";
import { UserError } from "../../user-error.ts";

/** @param where The file at fault, or what people call the module. */
export function refuseModule(where: string, why: string): UserError {
  return new UserError("bad_request", `${shown(where)} ${why} Nothing was added.`, { field: "files" });
}
