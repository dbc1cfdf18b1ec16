import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { STATES, STEP_STATES } from "../shell/states.ts";
import type { StepData } from "./flow-types.ts";
import { StepCard } from "./step-card.tsx";

const DATA: StepData = {
  node: { id: "a", kind: "join", name: "a" },
  kind: "logic",
  title: "Both are there",
  line: "",
  ports: [],
  lost: [],
  connected: new Set(),
  writes: false,
  errors: 0,
  warnings: 0,
  state: null,
};

test.each(["card", "name", "dot"] as const)("as a %s a step of a run says its state by a mark", (zoom) => {
  const marks = STEP_STATES.map((state) => {
    const html = renderToStaticMarkup(<StepCard data={{ ...DATA, state }} zoom={zoom} />);
    expect(html).toContain(STATES[state].word);
    return /<svg.*?<\/svg>/s.exec(html.slice(html.indexOf("data-tone")))?.[0];
  });
  expect(new Set(marks).size).toBe(STEP_STATES.length);
});
