import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { STATES, STEP_STATES } from "../shell/states.ts";
import { CHANGE_SIGNS, STEP_CHANGES } from "./compare/change-signs.ts";
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
  pinned: false,
  breakpoint: null,
  state: null,
  change: null,
};

test.each(["card", "name", "dot"] as const)("as a %s a step of a run says its state by a mark", (zoom) => {
  const marks = STEP_STATES.map((state) => {
    const html = renderToStaticMarkup(<StepCard data={{ ...DATA, state }} zoom={zoom} />);
    expect(html).toContain(STATES[state].word);
    return /<svg.*?<\/svg>/s.exec(html.slice(html.indexOf("data-tone")))?.[0];
  });
  expect(new Set(marks).size).toBe(STEP_STATES.length);
});

test.each(["card", "name", "dot"] as const)("as a %s a step says by a sign what became of it", (zoom) => {
  const signs = STEP_CHANGES.map((change) => {
    const html = renderToStaticMarkup(<StepCard data={{ ...DATA, change }} zoom={zoom} />);
    expect(html).toContain(CHANGE_SIGNS[change].word);
    return html.match(/<svg.*?<\/svg>/gs)?.at(-1);
  });
  expect(new Set(signs).size).toBe(STEP_CHANGES.length);
});
