import { ActionError } from "../action-error.ts";

export function alertNotFound(uuid: string): ActionError {
  return new ActionError("not_found", `There is no alert ${uuid}. Give the uuid or short id of one.`, {
    field: "arguments.uuid",
  });
}
