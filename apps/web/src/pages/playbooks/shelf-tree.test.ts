import { expect, test } from "vitest";
import { shelfTree } from "./shelf-tree.ts";

test("folders stand under those that they are in, which count what is below them and may hold nothing else", () => {
  const lines = shelfTree([
    { folder: "Zeta", playbooks: 1 },
    { folder: "phishing/Mail boxes", playbooks: 2 },
    { folder: "phishing", playbooks: 1 },
    { folder: "phishing-old", playbooks: 1 },
    { folder: "EDR/Hosts", playbooks: 4 },
  ]);
  expect(lines.map(({ name, depth, playbooks }) => `${" ".repeat(depth)}${name} ${playbooks}`)).toEqual([
    "EDR 4",
    " Hosts 4",
    "phishing 3",
    " Mail boxes 2",
    "phishing-old 1",
    "Zeta 1",
  ]);
});
