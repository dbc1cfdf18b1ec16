import { plainName } from "../plain-name.ts";

export const playbookName = plainName
  .trim()
  .min(1, "A playbook needs a name.")
  .max(200, "A name has at most 200 characters.")
  .refine((name) => !/^pb_[\w-]{22}$/.test(name), "A name must not look like an id.");
