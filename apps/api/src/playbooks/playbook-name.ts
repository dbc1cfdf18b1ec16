import { plainName } from "../plain-name.ts";
import { UserError } from "../user-error.ts";

export const playbookName = plainName
  .trim()
  .min(1, "A playbook needs a name.")
  .max(200, "A name has at most 200 characters.")
  .refine((name) => !/^pb_[\w-]{22}$/.test(name), "A name must not look like an id.");

export function nameTaken(name: string): UserError {
  const message = `There is already a playbook called ${JSON.stringify(name)}. Choose another name.`;
  return new UserError("conflict", message, { field: "name" });
}
