import type { Command } from "./command.ts";

interface Entry {
  readonly summary: string;
  /** Only the command that is asked for is loaded: `render` starts without a client. */
  readonly load: () => Promise<Command>;
}

export const commands = {
  apply: {
    summary: "create or update playbooks, actions and connectors from files",
    load: async () => (await import("./commands/apply.ts")).apply,
  },
  export: {
    summary: "write playbooks, actions and connectors as files that apply reads",
    load: async () => (await import("./commands/export.ts")).exportDocuments,
  },
  import: {
    summary: "make a draft of a playbook from a file, of another product too",
    load: async () => (await import("./commands/import.ts")).importPlaybook,
  },
  templates: {
    summary: "list the templates, and start a playbook from one",
    load: async () => (await import("./commands/templates.ts")).templates,
  },
  action: {
    summary: "run one action of a module",
    load: async () => (await import("./commands/action.ts")).action,
  },
  modules: {
    summary: "list, add and remove modules in the public Sekoia format",
    load: async () => (await import("./commands/modules.ts")).modules,
  },
  playbooks: {
    summary: "list the playbooks",
    load: async () => (await import("./commands/playbooks.ts")).playbooks,
  },
  runner: {
    summary: "run the scripts of a runner group on this machine",
    load: async () => (await import("./commands/runner.ts")).runner,
  },
  runners: {
    summary: "list what runs scripts; tokens for runner groups",
    load: async () => (await import("./commands/runners.ts")).runners,
  },
  publish: {
    summary: "make a playbook's draft the version that runs",
    load: async () => (await import("./commands/publish.ts")).publish,
  },
  enable: {
    summary: "switch a playbook on",
    load: async () => (await import("./commands/enable.ts")).enable,
  },
  disable: {
    summary: "switch a playbook off",
    load: async () => (await import("./commands/enable.ts")).disable,
  },
  hook: {
    summary: "show how to call a playbook's webhook",
    load: async () => (await import("./commands/hook.ts")).hook,
  },
  run: {
    summary: "start a run by hand",
    load: async () => (await import("./commands/run.ts")).run,
  },
  runs: {
    summary: "list the latest runs",
    load: async () => (await import("./commands/runs.ts")).runs,
  },
  show: {
    summary: "tell the story of a run, step by step",
    load: async () => (await import("./commands/show.ts")).show,
  },
  watch: {
    summary: "follow a run until it is over",
    load: async () => (await import("./commands/watch.ts")).watch,
  },
  cancel: {
    summary: "cancel a run",
    load: async () => (await import("./commands/cancel.ts")).cancel,
  },
  terminate: {
    summary: "end a run at once, tidying nothing up",
    load: async () => (await import("./commands/terminate.ts")).terminate,
  },
  pause: {
    summary: "let a run start nothing new",
    load: async () => (await import("./commands/pause.ts")).pause,
  },
  resume: {
    summary: "let a paused run go on",
    load: async () => (await import("./commands/pause.ts")).resume,
  },
  backtest: {
    summary: "hold a draft against the last runs, sending nothing",
    load: async () => (await import("./commands/backtest.ts")).backtest,
  },
  rerun: {
    summary: "repeat a run: all of it, from a step on, or only what failed",
    load: async () => (await import("./commands/rerun.ts")).rerun,
  },
  choose: {
    summary: "say what becomes of a step that failed and asks",
    load: async () => (await import("./commands/choose.ts")).choose,
  },
  approvals: {
    summary: "list what waits for a person",
    load: async () => (await import("./commands/approvals.ts")).approvals,
  },
  approve: {
    summary: "let a run go on that waits for approval",
    load: async () => (await import("./commands/decide.ts")).approve,
  },
  reject: {
    summary: "refuse what a run waits for",
    load: async () => (await import("./commands/decide.ts")).reject,
  },
  resolve: {
    summary: "say what became of a step whose outcome nobody knows",
    load: async () => (await import("./commands/resolve.ts")).resolve,
  },
  held: {
    summary: "list what was accepted and is held back",
    load: async () => (await import("./commands/held.ts")).held,
  },
  release: {
    summary: "let a held run start",
    load: async () => (await import("./commands/held.ts")).release,
  },
  decode: {
    summary: "print what Temporal holds of a run, decrypted",
    load: async () => (await import("./commands/decode.ts")).decode,
  },
  keys: {
    summary: "list, add, promote and retire the keys that seal",
    load: async () => (await import("./commands/keys.ts")).keys,
  },
  limits: {
    summary: "list and set limits on runs and calls",
    load: async () => (await import("./commands/limits.ts")).limits,
  },
  alerts: {
    summary: "list the alerts, or show one",
    load: async () => (await import("./commands/alerts.ts")).alerts,
  },
  outbox: {
    summary: "list the mail that was kept or sent",
    load: async () => (await import("./commands/outbox.ts")).outbox,
  },
  token: {
    summary: "create, list and revoke API tokens",
    load: async () => (await import("./commands/token.ts")).token,
  },
  "setup-link": {
    summary: "print a link that makes an admin",
    load: async () => (await import("./commands/setup-link.ts")).setupLink,
  },
  status: {
    summary: "show the processes of the product and their health",
    load: async () => (await import("./commands/status.ts")).status,
  },
  render: {
    summary: "evaluate templates, without a server",
    load: async () => (await import("./commands/render.ts")).render,
  },
} satisfies Record<string, Entry>;

export type CommandName = keyof typeof commands;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
