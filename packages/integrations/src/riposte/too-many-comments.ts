import { ActionError } from "../action-error.ts";

export function tooManyComments(alert: string): ActionError {
  const message = `Alert ${alert} has as many comments as an alert may have: nothing was changed.`;
  return new ActionError("limit_exceeded", message);
}
