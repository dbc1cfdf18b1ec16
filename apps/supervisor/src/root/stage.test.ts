import { expect, test } from "vitest";
import { outermost } from "./stage.ts";

test("what lies below another path comes along with it", () => {
  expect(outermost(["/root/a", "/root/a/.riposte", "/root/ab", "/opt/x", "/root/a"])).toEqual([
    "/root/a",
    "/root/ab",
    "/opt/x",
  ]);
});
