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

test("what to do is what is missing: bubblewrap, what it needs of the system, or both", () => {
  const notInstalled = "bubblewrap (bwrap) is not installed";
  const mayNot = "bwrap: Creating new namespace failed: Operation not permitted";
  const warning = (sandbox: string) => ready(sandbox)?.warning ?? "";
  const [install, allow] = ["apt-get install bubblewrap", "user namespaces"];
  expect(warning(`partial: ${notInstalled}`)).toContain(install);
  expect(warning(`partial: ${notInstalled}`)).not.toContain(allow);
  for (const state of ["missing", "partial"]) {
    expect(warning(`${state}: ${mayNot}`)).toContain(allow);
    expect(warning(`${state}: ${mayNot}`)).not.toContain(install);
  }
  expect(warning("missing: the sandbox launcher does not answer (it ended)")).toContain(
    "the logs of launcher",
  );
  expect(warning(`missing: ${notInstalled}`)).toContain(install);
  expect(warning(`missing: ${notInstalled}`)).toContain(allow);
});
