import { expect, test } from "vitest";
import { effectLine, rerunWords, testAgain, versionsOf } from "./rerun-words.ts";

const RUN = { run: { version: 3 }, published: 4, playbookRemoved: false, simulate: false };

test("a rerun names the version that will run, and that it is another one", () => {
  const words = rerunWords(RUN);
  expect(words).toMatchObject({ obstacle: null, verb: "Rerun with version 4" });
  expect(words.version).toContain("this run ran version 3");
  expect(words.effect).toContain("for real");
  expect(rerunWords({ ...RUN, published: 3 }).version).toContain("the same");
});

test("the version that ran is offered beside the newest, where that is another one", () => {
  const run = { version: 3 };
  expect(versionsOf({ run, published: 4, isVersion: true })).toEqual(["newest", "same"]);
  expect(versionsOf({ run, published: 3, isVersion: true })).toEqual(["newest"]);
  expect(versionsOf({ run, published: null, isVersion: true })).toEqual(["same"]);
  expect(versionsOf({ run: { version: 0 }, published: 4, isVersion: false })).toEqual(["same"]);
  expect(rerunWords({ ...RUN, on: "same" })).toMatchObject({
    obstacle: null,
    verb: "Rerun with version 3",
    version: "Version 3 runs again, as it was then.",
  });
  expect(rerunWords({ ...RUN, published: null, on: "same" }).obstacle).toBeNull();
});

test("what happens once more in the world says how often it has", () => {
  const effect = { step: "a", label: "Isolate", effect: "write" as const, times: 2, unknown: 0 };
  expect(effectLine(effect)).toBe("Isolate writes again: it has done so 2 times.");
  expect(effectLine({ ...effect, times: 0, unknown: 1 })).toBe(
    "Isolate writes; it has not so far. Of one time nobody knows.",
  );
  expect(effectLine({ ...effect, effect: "notify", times: 1 })).toBe(
    "Isolate tells somebody again: it has done so once.",
  );
  expect(effectLine({ ...effect, effect: "run" })).toBe(
    "Isolate runs a playbook again: it has done so 2 times.",
  );
});

test("a simulated run is repeated simulated, and its buttons say so", () => {
  const simulated = { ...RUN, simulate: true };
  expect(rerunWords(simulated).verb).toBe("Rerun with version 4, simulated");
});

test("a simulated test is tested again simulated, and a real one for real", () => {
  const tested = {
    run: { id: "run_a", playbook: { id: "pb_a", name: "P" } },
    playbookRemoved: false,
    tested: null,
  };
  expect(testAgain({ ...tested, simulate: true })).toMatchObject({
    request: { playbook: "pb_a", eventOf: "run_a", simulate: true },
    verb: "Test again, simulated",
  });
  expect(testAgain({ ...tested, simulate: false })).toMatchObject({
    request: { simulate: false },
    verb: "Test again, for real",
  });
  expect(testAgain({ ...tested, simulate: false, playbookRemoved: true }).obstacle).toBe(
    "The playbook was deleted",
  );
});

test("a test of a part is tested again as that part", () => {
  const run = { id: "run_a", playbook: { id: "pb_a", name: "P" } };
  const again = testAgain({
    run,
    playbookRemoved: false,
    simulate: true,
    tested: { reach: "up_to", step: "a" },
  });
  expect(again.request.reach).toEqual({ kind: "up_to", step: "a" });
  expect(again.about).toContain("The same part of the draft");
});

test("what cannot be repeated says why", () => {
  expect(rerunWords({ ...RUN, published: null }).obstacle).toBe("The playbook is not published");
  expect(rerunWords({ ...RUN, playbookRemoved: true }).obstacle).toBe("The playbook was deleted");
});
