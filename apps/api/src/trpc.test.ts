import { initTRPC } from "@trpc/server";
import { expect, test } from "vitest";
import { assertAllDeclared, needs, router } from "./trpc.ts";

test("a router with a procedure that declares nothing is not served", () => {
  const bare = initTRPC.create().procedure.query(() => 1);
  expect(() => assertAllDeclared(router({ good: needs("runs.read").query(() => 1) }))).not.toThrow();
  expect(() => assertAllDeclared({ _def: { procedures: { "runs.leak": bare } } })).toThrow(
    /runs\.leak declares no permission/,
  );
});
