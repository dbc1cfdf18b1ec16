import { expect, test } from "vitest";
import { splitAtLinks } from "./split-at-links.ts";

test("web addresses in a mail are found, without what ends the sentence", () => {
  expect(
    splitAtLinks("Decide: http://soc.example.org:21000/approvals/a.b\nThen (see https://x.org/?q=1)."),
  ).toEqual([
    "Decide: ",
    { href: "http://soc.example.org:21000/approvals/a.b" },
    "\nThen (see ",
    { href: "https://x.org/?q=1" },
    ").",
  ]);
  expect(splitAtLinks("https://x.org")).toEqual([{ href: "https://x.org" }]);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://x.org",
  "//x.org/a",
  "https://",
  "http://soc.example.org@evil.example/",
  "http://soc.example.org\\@evil.example/",
])("%s is no link, or none to elsewhere", (text) => {
  const links = splitAtLinks(text).filter((part) => typeof part !== "string");
  expect(
    links.map(({ href }) => new URL(href).hostname).filter((host) => host !== "soc.example.org"),
  ).toEqual([]);
});
