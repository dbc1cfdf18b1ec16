import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "./plain-search.ts";

test("what is written is read back as words", () => {
  const text = stringifySearch({
    states: ["failed", "stuck"],
    text: "10 & more",
    page: 2,
    from: undefined,
    to: "",
  });
  expect(text).toBe("?states=failed,stuck&text=10+%26+more&page=2");
  expect(parseSearch(text)).toEqual({ states: "failed,stuck", text: "10 & more", page: "2" });
});

test("nothing set leaves nothing behind", () => {
  expect(stringifySearch({ a: undefined, b: "", c: [] })).toBe("");
  expect(parseSearch("")).toEqual({});
});

test("a page to come back to keeps its own questions", () => {
  const text = stringifySearch({ next: "/runs/run_1?step=a,b&text=x y" });
  expect(text).toBe("?next=/runs/run_1?step%3Da,b%26text%3Dx+y".replace("run_1?", "run_1%3F"));
  expect(parseSearch(text)).toEqual({ next: "/runs/run_1?step=a,b&text=x y" });
});
