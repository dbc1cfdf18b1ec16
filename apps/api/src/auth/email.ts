import { z } from "zod";

/** In lower case: nobody has two accounts that differ in capitals only. */
export const email = z
  .email("This is no e-mail address.")
  .max(254, "An e-mail address has at most 254 characters.")
  .transform((text) => text.toLowerCase());
