import { expect, test } from "vitest";
import { matching } from "./matching.ts";
import type { TemplateItem } from "./matching.ts";

const template = (name: string, more: Partial<TemplateItem> = {}): TemplateItem => ({
  id: name,
  name,
  description: "",
  tags: [],
  graph: { schema: 1, nodes: [], edges: [] },
  needs: [],
  ...more,
});

const all = [
  template("Phishing report", { description: "Asks a person.", tags: ["mail"] }),
  template("Host isolation", { needs: [{ kind: "connector", what: "webhook", isHere: false }] }),
  template("Mail", { description: "Of a host." }),
];

test.each([
  ["", ["Phishing report", "Host isolation", "Mail"]],
  ["  REPORT person ", ["Phishing report"]],
  ["mail", ["Mail", "Phishing report"]],
  ["host", ["Host isolation", "Mail"]],
  ["webhook", ["Host isolation"]],
  ["phishing webhook", []],
])("%j finds %j", (text, names) => {
  expect(matching(all, text).map(({ name }) => name)).toEqual(names);
});
