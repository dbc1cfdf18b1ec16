import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { readApiError } from "./api-error.ts";

test("who is no longer signed in reads what to do in the browser, nothing for programs", () => {
  const message = "Sign in first. Programs send an API token: Authorization: Bearer rip_…";
  const error = { code: -32001, message, data: { code: "UNAUTHORIZED", httpStatus: 401, field: null } };
  const read = readApiError(TRPCClientError.from({ error } as never));
  expect(read.kind).toBe("signed_out");
  expect(read.message).toBe("Your session has ended: sign in again.");
});
