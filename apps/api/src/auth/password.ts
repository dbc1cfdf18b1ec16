import { hashPassword } from "better-auth/crypto";
import { z } from "zod";

export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

export const newPassword = z
  .string()
  .min(PASSWORD_LENGTH.least, `A password has at least ${PASSWORD_LENGTH.least} characters.`)
  .max(PASSWORD_LENGTH.most, `A password has at most ${PASSWORD_LENGTH.most} characters.`);

/** With scrypt and a salt of its own, as better-auth reads it. */
export const hashed = hashPassword;
