import { FAILED_RUN } from "@riposte/plan";
import { expect, test } from "vitest";
import { catalogue } from "../catalogue.ts";

test("brings what the compiler holds an on-error playbook by", () => {
  const { event, callable } = catalogue().triggers.get("run_failed") ?? {};
  expect(event).toEqual(FAILED_RUN);
  expect(callable).toBe(true);
});
