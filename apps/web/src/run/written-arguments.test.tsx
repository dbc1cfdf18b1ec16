import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WrittenArguments } from "./written-arguments.tsx";

test("what a value hides is shown: it cannot be read as something else", () => {
  const read = {
    field: "message",
    template: "{{ trigger.body.user }}",
    path: "trigger.body.user",
    value: '"\u202Eresu\u202C"',
    length: 6,
    method: null,
    isKnown: true,
  };
  const html = renderToStaticMarkup(<WrittenArguments reads={[read]} />);
  expect(html).toContain("‹U+202E›resu‹U+202C›");
  expect(html).not.toContain("\u202E");
});
