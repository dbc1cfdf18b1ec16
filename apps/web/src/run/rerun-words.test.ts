import { expect, test } from "vitest";
import { rerunWords, testAgain } from "./rerun-words.ts";

const RUN = { run: { version: 3 }, published: 4, playbookRemoved: false, simulate: false };

test("a rerun names the version that will run, and that it is another one", () => {
  const words = rerunWords(RUN);
  expect(words).toMatchObject({ obstacle: null, verb: "Rerun with version 4" });
  expect(words.version).toContain("this run ran version 3");
  expect(words.effect).toContain("for real");
  expect(rerunWords({ ...RUN, published: 3 }).version).toContain("the same");
});

test("a simulated run is repeated simulated, and its buttons say so", () => {
  const simulated = { ...RUN, simulate: true };
  expect(rerunWords(simulated).verb).toBe("Rerun with version 4, simulated");
});

test("a simulated test is tested again simulated, and a real one for real", () => {
  const tested = { run: { id: "run_a", playbook: { id: "pb_a", name: "P" } }, playbookRemoved: false };
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

test("what cannot be repeated says why", () => {
  expect(rerunWords({ ...RUN, published: null }).obstacle).toBe("The playbook is not published");
  expect(rerunWords({ ...RUN, playbookRemoved: true }).obstacle).toBe("The playbook was deleted");
});
