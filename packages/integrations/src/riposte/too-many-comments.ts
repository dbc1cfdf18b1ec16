import { ActionError } from "../action-error.ts";

export function tooManyComments(alert: string): ActionError {
  const message = `Alert ${alert} has 500 comments, as many as an alert may have: nothing was changed.`;
  return new ActionError("limit_exceeded", message);
}
