import { expect, test } from "vitest";
import { secretTexts } from "./secret-texts.ts";

test("finds every text, however deep", () => {
  expect(secretTexts({ a: "one", b: { c: ["two", 12_345] }, d: null, e: true })).toEqual([
    "one",
    "two",
    "12345",
  ]);
});

test("parts of URLs and headers are secret by themselves", () => {
  expect(secretTexts("https://chat.example.com/hooks/xxx-key-xxx")).toEqual([
    "https://chat.example.com/hooks/xxx-key-xxx",
    "hooks/xxx-key-xxx",
    "xxx-key-xxx",
  ]);
  expect(secretTexts("amqps://user:p%40ssword%21@mq.example.com")).toContain("p@ssword!");
  expect(secretTexts("Bearer abc.def")).toEqual(["Bearer abc.def", "abc.def"]);
  expect(secretTexts("https://example.com/")).toEqual(["https://example.com/"]);
});
