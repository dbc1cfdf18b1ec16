import { expect, test } from "vitest";
import { bearerToken } from "./bearer-token.ts";

const TOKEN = `rip_${"a".repeat(43)}`;

test.each([
  [`Bearer ${TOKEN}`, TOKEN],
  [`bearer  ${TOKEN}`, TOKEN],
  [TOKEN, null],
  [`Basic ${TOKEN}`, null],
  [`Bearer ${TOKEN}x`, null],
  ["Bearer rip_", null],
  ["", null],
])("%j → %j", (authorization, token) => {
  expect(bearerToken(new Headers({ authorization }))).toBe(token);
});
