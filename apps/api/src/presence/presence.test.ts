import { expect, test } from "vitest";
import { createPresence } from "./presence.ts";
import type { Sign } from "./presence.ts";

function world() {
  const clock = { now: 0 };
  const presence = createPresence(() => clock.now);
  const say = (page: string, more: Partial<Sign> = {}) =>
    presence.hear(
      JSON.stringify({
        playbook: "pb",
        page,
        by: `user:${page}`,
        name: page,
        mayWrite: true,
        step: null,
        field: null,
        gone: false,
        ...more,
      }),
    );
  const pages = () =>
    presence.of("pb").map(({ page, step }) => `${page}${step === null ? "" : ` at ${step}`}`);
  return { clock, presence, say, pages };
}

test("who gave a sign is there, where they said last, until they go or fall silent", () => {
  const { clock, say, pages } = world();
  expect(say("ann")).toBe("pb");
  say("bob", { step: "a" });
  say("bob", { step: "b" });
  expect(pages()).toEqual(["ann", "bob at b"]);
  clock.now = 20_000;
  expect(say("bob", { step: "b" })).toBe(null);
  clock.now = 30_000;
  expect(pages()).toEqual(["bob at b"]);
  expect([say("bob", { gone: true }), say("bob", { gone: true })]).toEqual(["pb", null]);
  expect(pages()).toEqual([]);
});

test("there is a most of pages, and what is no sign says nothing", () => {
  const { presence, say, pages } = world();
  for (let at = 0; at < 60; at++) say(`p${at}`);
  expect(pages()).toHaveLength(50);
  expect(say("p3", { step: "x" })).toBe("pb");
  expect(pages()).toContain("p3 at x");
  expect([presence.hear("{"), presence.hear('{"playbook":"pb"}')]).toEqual([null, null]);
});
