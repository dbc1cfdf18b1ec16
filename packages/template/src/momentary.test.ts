import { expect, test } from "vitest";
import { momentary } from "./momentary.ts";
import { parse } from "./syntax/template.ts";

test.each([
  ["Do it now, at random: {{ trigger.now }} {{ trigger.random }}", []],
  ["{{ utcnow().isoformat() }}", ["utcnow"]],
  ["{% if a %}{{ [1, 2] | random }}{{ 5 | time_with_delta }}{% endif %}", ["random", "time_with_delta"]],
])("%s", (source, found) => {
  expect(momentary(parse(source))).toEqual(found);
});
