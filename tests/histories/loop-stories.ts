import { planOf } from "../integration/engine/support/plan-of.ts";
import { collecting, QUICK, script, twice } from "./steps.ts";
import type { Story } from "./story.ts";

export const loopStories = {
  "for-each": {
    plan: planOf(
      [
        { id: "each", kind: "for_each", over: [1, 2, 3, 4], parallel: 2, ...collecting("item") },
        script("flaky", { parent: "each", retry: twice }),
        { id: "all", kind: "for_each", over: "{{ range(3000) | list }}", ...collecting("loop.index") },
        { id: "light", parent: "all", kind: "join" },
        { id: "wait", kind: "wait", seconds: 1 },
      ],
      ["start>each", "each.each>flaky", "each>all", "all.each>light", "all>wait"],
    ),
    event: "{}",
  },
  while: {
    plan: planOf(
      [
        {
          id: "loop",
          kind: "while",
          condition: "loop.index < 4",
          readsLoop: true,
          ...collecting("loop.index"),
        },
        { id: "ask", parent: "loop", kind: "approval", policy: QUICK },
        { id: "again", parent: "loop", kind: "wait", seconds: 1 },
      ],
      ["start>loop", "loop.each>ask", "ask.expired>again"],
    ),
    event: "{}",
  },
  "writes-ahead": {
    plan: planOf(
      [
        { id: "each", kind: "for_each", over: "{{ range(10500) | list }}" },
        {
          id: "add",
          kind: "set",
          parent: "each",
          assignments: [{ name: "n", value: "{{ item }}" }],
          readsLoop: true,
        },
      ],
      ["start>each", "each.each>add"],
    ),
    event: "{}",
  },
} satisfies Readonly<Record<string, Story>>;
