import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Says that a browser has signed in to an account before. It opens nothing, but its tries are counted apart from
 * everybody else's: whoever guesses at an account from outside cannot lock its owner out.
 */
export function makeDeviceCookie(secret: string, email: string): string {
  const id = randomBytes(16).toString("base64url");
  return `${id}.${sign(secret, id, email)}`;
}

/** The device's id; null when the cookie is not for this account, or not ours. */
export function readDeviceCookie(secret: string, email: string, cookie: string | undefined): string | null {
  const [id = "", signature = ""] = (cookie ?? "").split(".");
  const expected = Buffer.from(sign(secret, id, email));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

function sign(secret: string, id: string, email: string): string {
  return createHmac("sha256", secret).update(`device\0${id}\0${email}`).digest("base64url");
}
