import { expect, test } from "vitest";
import { outcomeRef, readOutcomeRef } from "./outcome-ref.ts";

test("the address of an unknown outcome leads to its iteration", () => {
  for (const scope of ["", "each[3]", "outer[12]/inner[0]"]) {
    const place = { run: "run_1", step: "s_2", scope };
    expect(outcomeRef(place)).not.toContain("/");
    expect(readOutcomeRef(outcomeRef(place))).toEqual(place);
  }
  expect(readOutcomeRef("apr_1")).toBeNull();
});
