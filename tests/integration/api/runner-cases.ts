import type { Case } from "./procedure-case.ts";

/** Of runners and their groups. */
export const RUNNER_CASES: Readonly<Record<string, Case>> = {
  "runners.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "runners.groups": { least: "viewer", kind: "lists", input: () => ({}) },
  "runners.tokens": { least: "admin", kind: "lists", input: () => ({}) },
  "runners.createToken": {
    least: "admin",
    kind: "creates",
    input: () => ({ name: "walked", group: "dmz" }),
  },
  "runners.revokeToken": { least: "admin", kind: "refers", input: ({ ids }) => ({ id: ids.runnerToken }) },
  "runners.drain": {
    least: "admin",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.runner, isDraining: true }),
  },
};
