import { manualGraph } from "./graphs.ts";
import type { Case } from "./procedure-case.ts";

/** Of the procedures about playbooks and their drafts. */
export const PLAYBOOK_CASES: Readonly<Record<string, Case>> = {
  "playbooks.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "playbooks.overview": { least: "viewer", kind: "lists", input: () => ({}) },
  "playbooks.search": { least: "viewer", kind: "lists", input: () => ({ text: "manual" }) },
  "playbooks.organize": {
    least: "author",
    kind: "refers",
    input: ({ ids, mark }) => ({ playbook: ids.playbook, folder: `${mark} folder` }),
  },
  "playbooks.renameFolder": {
    least: "author",
    kind: "refers",
    input: ({ mark }) => ({ folder: `${mark} shelf`, to: `${mark} other shelf` }),
  },
  "playbooks.archive": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ name: ids.hooked, archived: false }),
  },
  "playbooks.get": { least: "viewer", kind: "refers", input: ({ ids }) => ({ name: ids.playbook }) },
  "playbooks.create": {
    least: "author",
    kind: "creates",
    input: ({ mark }) => ({ name: `${mark} drawn by hand` }),
  },
  "playbooks.save": {
    least: "author",
    kind: "creates",
    input: ({ mark }) => ({
      name: `${mark} playbook`,
      graph: manualGraph(),
      publish: true,
      message: "again",
    }),
  },
  "playbooks.publish": { least: "author", kind: "refers", input: ({ ids }) => ({ name: ids.playbook }) },
  "playbooks.setEnabled": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ name: ids.hooked, enabled: false }),
  },
  "playbooks.export": {
    least: "viewer",
    kind: "refers",
    input: ({ mark }) => ({ name: `${mark} playbook` }),
  },
  "playbooks.exportCacao": {
    least: "viewer",
    kind: "refers",
    input: ({ mark }) => ({ name: `${mark} playbook` }),
  },
  "playbooks.previewImport": {
    least: "author",
    kind: "lists",
    input: () => ({ text: JSON.stringify({ name: "from a file", graph: manualGraph() }) }),
  },
  "playbooks.import": {
    least: "author",
    kind: "creates",
    input: ({ mark }) => ({ text: JSON.stringify({ name: `${mark} from a file`, graph: manualGraph() }) }),
  },
  "playbooks.importReport": {
    least: "viewer",
    kind: "refers",
    input: ({ mark }) => ({ name: `${mark} playbook` }),
  },
  "playbooks.moduleTrigger": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ name: ids.playbook }),
  },
  "templates.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "templates.use": {
    least: "author",
    kind: "creates",
    input: ({ mark }) => ({ template: "suspicious-sign-in", name: `${mark} from a template` }),
  },
  "templates.addScript": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, script: "judge_message" }),
  },
  "playbooks.hook": { least: "author", kind: "refers", input: ({ ids }) => ({ name: ids.hooked }) },
  "playbooks.rotateHookSecret": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ name: ids.hooked }),
  },
  "playbooks.rename": {
    least: "author",
    kind: "refers",
    input: ({ ids, mark }) => ({ playbook: ids.hooked, name: `${mark} hooked again` }),
  },
  "playbooks.draft": { least: "viewer", kind: "refers", input: ({ ids }) => ({ playbook: ids.playbook }) },
  "playbooks.edit": {
    least: "author",
    kind: "refers",
    input: ({ ids, mark }) => ({
      playbook: ids.playbook,
      base: 1,
      batches: [
        {
          id: "walked-over",
          label: "",
          operations: [{ op: "set", node: "note", field: ["note"], value: mark }],
        },
      ],
    }),
  },
  "playbooks.history": { least: "viewer", kind: "refers", input: ({ ids }) => ({ playbook: ids.playbook }) },
  "playbooks.follow": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, from: 1 }),
  },
  "playbooks.present": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, page: "p1", step: "note" }),
  },
  "playbooks.versions": { least: "viewer", kind: "refers", input: ({ ids }) => ({ playbook: ids.playbook }) },
  "playbooks.version": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, version: 1 }),
  },
  "playbooks.restore": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, version: 1 }),
  },
  "playbooks.pins": { least: "viewer", kind: "refers", input: ({ ids }) => ({ playbook: ids.playbook }) },
  "playbooks.pin": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, step: "note", output: "{}" }),
  },
  "playbooks.unpin": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, step: "note" }),
  },
  "playbooks.breakpoints": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook }),
  },
  "playbooks.setBreakpoint": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, step: "note" }),
  },
  "playbooks.removeBreakpoint": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, step: "note" }),
  },
  "playbooks.test": { least: "author", kind: "refers", input: ({ ids }) => ({ playbook: ids.playbook }) },
  "backtests.start": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook }),
  },
  "backtests.list": { least: "viewer", kind: "refers", input: ({ ids }) => ({ playbook: ids.playbook }) },
  "backtests.get": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.backtest }) },
  "backtests.event": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.backtest, run: ids.pastRun }),
  },
  "backtests.follow": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.backtest }) },
  "backtests.stop": { least: "author", kind: "refers", input: ({ ids }) => ({ id: ids.backtest }) },
  "backtests.remove": { least: "author", kind: "refers", input: ({ ids }) => ({ id: ids.backtest }) },
  "playbooks.remove": { least: "author", kind: "refers", input: ({ ids }) => ({ name: ids.hooked }) },
};
