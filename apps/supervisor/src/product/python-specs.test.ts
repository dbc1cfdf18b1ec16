import { expect, test } from "vitest";
import { remarkOnSandbox } from "./python-specs.ts";

const ready = (sandbox: string) => remarkOnSandbox(JSON.stringify({ ready: true, sandbox }));

test("says what scripts run in, and warns where that is less than it should be", () => {
  expect(ready("bubblewrap")).toEqual({ address: "sandbox: bubblewrap", warning: null });
  expect(ready("weak")?.warning).toContain("without isolation");
  expect(ready("missing: bubblewrap (bwrap) is not installed")).toMatchObject({
    address: "no sandbox: bubblewrap (bwrap) is not installed",
    warning: expect.stringContaining("--sandbox weak") as string,
  });
  expect(ready("partial: bubblewrap (bwrap) is not installed")).toMatchObject({
    address: "sandbox: not for packages, other Pythons or a network: bubblewrap (bwrap) is not installed",
    warning: expect.stringContaining("scripts with packages") as string,
  });
});
