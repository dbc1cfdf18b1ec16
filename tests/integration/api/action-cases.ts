import { moduleUpload } from "../../support/module-upload.ts";
import type { Case } from "./procedure-case.ts";

const NO_SESSION = `lng_${"0".repeat(32)}`;

/** Of the procedures about actions, and about trying their scripts. */
export const ACTION_CASES: Readonly<Record<string, Case>> = {
  "actions.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "actions.get": { least: "viewer", kind: "refers", input: ({ ids }) => ({ name: ids.action }) },
  "catalogue.get": { least: "viewer", kind: "lists", input: () => ({}) },
  "actions.version": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ name: ids.action, version: 1 }),
  },
  "actions.restore": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ name: ids.action, version: 1, base: 1 }),
  },
  "actions.readUpload": {
    least: "author",
    kind: "creates",
    input: () => ({ files: [{ name: "a.py", base64: "cGFzcwo=" }] }),
  },
  "actions.uses": { least: "viewer", kind: "lists", input: () => ({}) },
  "actions.save": {
    least: "author",
    kind: "creates",
    input: ({ mark }) => ({ name: `${mark}_action`, source: "pass", entry: "plain", effect: "write" }),
  },
  "modules.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "modules.add": {
    least: "author",
    kind: "creates",
    input: ({ mark }) => ({ files: moduleUpload(`${mark}_module`) }),
  },
  "modules.run": {
    least: "author",
    kind: "refers",
    input: ({ mark }) => ({ action: `${mark}_module.greet-somebody`, configuration: "{}" }),
  },
  "trials.get": { least: "author", kind: "refers", input: ({ ids }) => ({ id: ids.trial }) },
  "modules.remove": { least: "author", kind: "refers", input: ({ mark }) => ({ name: `${mark}_module` }) },
  "trials.start": {
    least: "author",
    kind: "refers",
    input: ({ mark }) => ({
      connector: `${mark} connector`,
      connectorType: "custom",
      action: `script.${mark}_action`,
      source: "pass",
      entry: "plain",
    }),
  },
  "language.open": {
    least: "author",
    kind: "lists",
    input: () => ({ scripts: [{}] }),
  },
  "language.follow": { least: "author", kind: "refers", input: () => ({ session: NO_SESSION }) },
  "language.write": {
    least: "author",
    kind: "refers",
    input: () => ({ session: NO_SESSION, script: 0, text: { version: 1, source: "pass" } }),
  },
  "language.ask": {
    least: "author",
    kind: "refers",
    input: () => ({
      session: NO_SESSION,
      script: 0,
      text: { version: 1, source: "pass" },
      question: { kind: "hover", position: { line: 0, character: 0 } },
    }),
  },
  "language.end": { least: "author", kind: "refers", input: () => ({ session: NO_SESSION }) },
  "environments.follow": {
    least: "author",
    kind: "lists",
    input: () => ({ hash: "0".repeat(64) }),
  },
  "trials.follow": { least: "author", kind: "refers", input: ({ ids }) => ({ id: ids.trial }) },
  "trials.stop": { least: "author", kind: "refers", input: ({ ids }) => ({ id: ids.trial }) },
  "trials.pastInputs": {
    least: "author",
    kind: "lists",
    input: ({ mark }) => ({ action: `script.${mark}_action` }),
  },
  "actions.remove": {
    least: "author",
    kind: "refers",
    input: ({ mark }) => ({ name: `script.${mark}_action` }),
  },
};
