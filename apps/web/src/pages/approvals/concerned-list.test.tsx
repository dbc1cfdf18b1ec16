import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ItConcerns } from "./concerned-list.tsx";

const jane = { target: "mail:jane@example.com", kind: "mail", id: "jane@example.com", alert: null };

test("a sentence for what is known of it, and none where nothing is", () => {
  const told = (targets: readonly string[]) =>
    renderToStaticMarkup(<ItConcerns targets={targets} concerned={[jane]} />);
  expect(told([jane.target, "host:web-1"])).toBe("It concerns mail jane@example.com. ");
  expect(told(["host:web-1"])).toBe("");
  expect(told([])).toBe("");
});
