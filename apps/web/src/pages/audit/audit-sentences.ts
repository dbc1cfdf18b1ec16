import type { Audited } from "@riposte/api/audited";

type Details = Readonly<Record<string, unknown>>;

interface Sentence {
  /** In the filter. */
  readonly label: string;
  /** After who did it; `{}` stands for what it was done to. */
  readonly tell: (details: Details) => string;
}

/** What each entry says, in words: a new kind of entry does not compile without its sentence. */
export const SENTENCES: Readonly<Record<Audited, Sentence>> = {
  "actions.remove": { label: "Deleted an action", tell: () => "deleted {}" },
  "actions.restore": {
    label: "Restored a version of an action",
    tell: (d) => `restored version ${text(d["from"])} of {} as its version ${text(d["version"])}`,
  },
  "actions.save": { label: "Saved an action", tell: (d) => `saved {} as its version ${text(d["version"])}` },
  "alerts.comment": { label: "Commented on an alert", tell: () => "commented on {}" },
  "alerts.setStatus": {
    label: "Changed an alert's status",
    tell: (d) => `changed the status of {} from ${text(d["from"])} to ${text(d["to"])}`,
  },
  "approvals.decide": { label: "Decided an approval", tell: decided },
  "backtests.remove": { label: "Deleted a backtest", tell: () => "deleted a backtest of {}" },
  "backtests.start": {
    label: "Started a backtest",
    tell: (d) =>
      `held the draft of {} against ${text(d["events"])} past ${d["events"] === 1 ? "run" : "runs"}`,
  },
  "backtests.stop": { label: "Stopped a backtest", tell: () => "stopped a backtest of {}" },
  "connectors.remove": { label: "Deleted a connector", tell: () => "deleted {}" },
  "connectors.save": { label: "Saved a connector", tell: () => "saved {}" },
  "connectors.test": { label: "Tested a connector", tell: tested },
  "inbox.release": { label: "Let a held run start", tell: () => "let {} start, which was held" },
  "inbox.releaseAll": {
    label: "Let all held runs start",
    tell: () => "let all runs start that were held after a restored backup",
  },
  "keys.add": { label: "Added a key", tell: (d) => `added the key ${text(d["key"])} to the key ring` },
  "keys.promote": {
    label: "Made a key the one that seals",
    tell: (d) => `made ${text(d["key"])} the key that seals`,
  },
  "keys.retire": {
    label: "Took a key away",
    tell: (d) => `took the key ${text(d["key"])} out of the key ring`,
  },
  "limits.set": {
    label: "Changed a limit",
    tell: (d) =>
      d["kind"] === "playbook"
        ? `set the limit of {}: ${text(d["limit"])}`
        : `set the limit of the ${text(d["kind"])} ${text(d["name"])}: ${text(d["limit"])}`,
  },
  "me.changePassword": { label: "Changed their password", tell: () => "changed their password" },
  "me.endSession": { label: "Signed a browser out", tell: () => "signed out another browser of theirs" },
  "me.signIn": { label: "Signed in", tell: () => "signed in" },
  "me.signInRefused": {
    label: "Was refused at sign-in",
    tell: (d) =>
      d["why"] === "too_many_tries"
        ? "was refused at sign-in: too many were tried, and for a quarter of an hour none is looked at"
        : "was refused at sign-in: the password was wrong",
  },
  "me.signOut": { label: "Signed out", tell: () => "signed out" },
  "modules.add": {
    label: "Added a module",
    tell: (d) => `added the module {} as its version ${text(d["version"])}`,
  },
  "modules.remove": { label: "Removed a module", tell: () => "removed the module {}" },
  "people.acceptInvitation": {
    label: "Accepted an invitation",
    tell: (d) => `accepted the invitation of ${actor(d["invitedBy"])} and is ${text(d["role"])}`,
  },
  "people.acceptNewPassword": {
    label: "Set a new password by a link",
    tell: (d) => `set a new password, by the link that ${actor(d["invitedBy"])} made`,
  },
  "people.invite": {
    label: "Invited somebody",
    tell: (d) => `invited ${text(d["email"])} as ${text(d["role"])}`,
  },
  "people.newPassword": {
    label: "Made a link for a new password",
    tell: (d) => `made a link by which ${text(d["email"])} sets a new password`,
  },
  "people.remove": { label: "Removed a person", tell: (d) => `removed ${text(d["email"])}` },
  "people.revokeInvitation": {
    label: "Took an invitation back",
    tell: (d) => `took the invitation of ${text(d["email"])} back`,
  },
  "people.setRole": {
    label: "Changed a role",
    tell: (d) => `made ${text(d["email"])} ${text(d["role"])} (was ${text(d["before"])})`,
  },
  "people.setUp": { label: "Set Riposte up", tell: () => "set Riposte up and is admin" },
  "people.setupLink": { label: "Made a set-up link", tell: () => "made a link that makes an admin" },
  "playbooks.archive": {
    label: "Archived a playbook",
    tell: (d) => (d["archived"] === false ? "brought {} back out of the archive" : "archived {}"),
  },
  "playbooks.create": { label: "Created a playbook", tell: () => "created {}" },
  "playbooks.edit": { label: "Changed a draft", tell: () => "began to change the draft of {}" },
  "playbooks.hook": {
    label: "Looked at a webhook's secret",
    tell: () => "looked at the webhook's secret of {}",
  },
  "playbooks.import": {
    label: "Imported a playbook",
    tell: (d) => (text(d["file"]) === "" ? "imported {}" : `imported {} from ${text(d["file"])}`),
  },
  "playbooks.organize": { label: "Put a playbook elsewhere", tell: (d) => `put {} ${shelfWords(d)}` },
  "playbooks.pin": {
    label: "Pinned an output",
    tell: (d) => `pinned an output of the step ${text(d["label"])} in the draft of {}`,
  },
  "playbooks.publish": {
    label: "Published a playbook",
    tell: (d) => `published version ${text(d["version"])} of {}`,
  },
  "playbooks.remove": { label: "Deleted a playbook", tell: () => "deleted {}" },
  "playbooks.removeBreakpoint": {
    label: "Removed a breakpoint",
    tell: (d) => `removed the breakpoint of the step ${text(d["label"])} in the draft of {}`,
  },
  "playbooks.rename": {
    label: "Renamed a playbook",
    tell: (d) =>
      d["was"] === d["name"] ? "changed the description of {}" : `renamed {}, which was ${text(d["was"])}`,
  },
  "playbooks.renameFolder": {
    label: "Renamed a folder",
    tell: (d) => `renamed the folder ${text(d["folder"])} to ${text(d["to"]) || "the top"}`,
  },
  "playbooks.restore": {
    label: "Went back to a version",
    tell: (d) => `set the draft of {} back to version ${text(d["version"])}`,
  },
  "playbooks.rotateHookSecret": {
    label: "Changed a webhook's secret",
    tell: () => "gave the webhook of {} a new secret",
  },
  "playbooks.save": {
    label: "Saved a draft as a whole",
    tell: (d) => (d["created"] === true ? "created {}" : "saved the draft of {} as a whole"),
  },
  "playbooks.setBreakpoint": {
    label: "Set a breakpoint",
    tell: (d) =>
      `set a breakpoint on the step ${text(d["label"])} in the draft of {}${"condition" in d ? ", with a condition" : ""}`,
  },
  "playbooks.setEnabled": {
    label: "Switched a playbook on or off",
    tell: (d) => `switched {} ${d["enabled"] === true ? "on" : "off"}`,
  },
  "playbooks.test": {
    label: "Tested a draft",
    tell: (d) => `started {}, a test of ${TRIED[text(d["reach"])] ?? "the draft"}${simulated(d)}`,
  },
  "playbooks.unpin": {
    label: "Let go of a pinned output",
    tell: (d) => `let go of the pinned output of the step ${text(d["label"])} in the draft of {}`,
  },
  "runs.cancel": {
    label: "Cancelled a run",
    tell: (d) => notDone(d, "cancel {}") ?? `cancelled {}${said(d["reason"])}`,
  },
  "runs.choose": { label: "Said what becomes of a failed step", tell: chosen },
  "runs.decode": {
    label: "Looked at what Temporal holds",
    tell: () => "looked at what Temporal holds of {}, decrypted",
  },
  "runners.createToken": {
    label: "Made a token of a runner",
    tell: (d) => `made {}, for the runner group ${text(d["group"])}`,
  },
  "runners.drain": {
    label: "Drained a runner",
    tell: (d) => (d["isDraining"] === true ? "lets {} take nothing new" : "lets {} take scripts again"),
  },
  "runners.revokeToken": {
    label: "Revoked a token of a runner",
    tell: (d) => `revoked {}, for the runner group ${text(d["group"])}`,
  },
  "runs.leaveBreakpoint": { label: "Had a test go on from a breakpoint", tell: wentOn },
  "runs.pause": {
    label: "Paused a run",
    tell: (d) => notDone(d, "pause {}") ?? `paused {}${said(d["reason"])}`,
  },
  "runs.rerun": {
    label: "Ran something again",
    tell: (d) =>
      `started {}, which repeats ${REPEATED[text(d["from"])] ?? "another one from the start"}${"revision" in d ? ", with the draft" : ""}${simulated(d)}${d["byHand"] === true ? `, with an output given by hand${said(d["reason"])}` : ""}`,
  },
  "runs.resume": { label: "Resumed a run", tell: (d) => notDone(d, "resume {}") ?? "resumed {}" },
  "runs.terminate": {
    label: "Terminated a run",
    tell: (d) => `terminated {}${said(d["reason"])}`,
  },
  "runs.resolve": { label: "Said what became of a step", tell: resolved },
  "runs.start": { label: "Started a run", tell: (d) => `started {}${simulated(d)}` },
  "tokens.create": { label: "Made an API token", tell: (d) => `made {}, with the role ${text(d["role"])}` },
  "tokens.revoke": { label: "Revoked an API token", tell: () => "revoked {}" },
  "trials.start": {
    label: "Tried a script",
    tell: (d) => {
      const connector = text(d["connector"]);
      return `tried the script ${text(d["name"])} in its editor${connector === "" ? "" : ` with the connector ${connector}`}`;
    },
  },
  "trials.stop": {
    label: "Stopped a script that was tried",
    tell: (d) => `stopped the script ${text(d["name"])}, which was being tried`,
  },
};

function decided(details: Details): string {
  const { decision, comment, kept } = details;
  return (
    notDone(details, `${text(decision)} {}`) ??
    `${decision === "approve" ? "approved" : "rejected"} {}${said(comment)}${
      kept === true ? "; the run had not answered yet, and goes on by it" : ""
    }`
  );
}

/** Older entries say nothing of how it went. */
function tested({ outcome, why }: Details): string {
  if (outcome === "works") return "tested {}: it works";
  return outcome === "fails" ? `tested {}: it does not work. ${text(why)}` : "tested {}";
}

const TRIED: Readonly<Record<string, string>> = {
  up_to: "the draft up to a step",
  one: "one step of the draft",
};

const REPEATED: Readonly<Record<string, string>> = {
  step: "another one from a step on",
  failed: "what had failed in another one",
  after: "another one from after a step on",
};

const CHOSEN: Readonly<Record<string, string>> = {
  retry: "had {} tried again, which had failed",
  skip: "skipped {}, which had failed, with an output given by hand",
  fail: "let {} fail",
};

function chosen(details: Details): string {
  const choice = text(details["choice"]);
  return (
    notDone(details, "say what becomes of {}") ??
    `${CHOSEN[choice] ?? "decided {}"}${said(details["reason"])}`
  );
}

const WAYS: Readonly<Record<string, string>> = {
  go_on: "had {} go on from a breakpoint",
  step_over: "had {} go on from a breakpoint to the next step",
  run_on: "had {} go on from a breakpoint without further stops",
};

const INSTEAD: Readonly<Record<string, string>> = {
  given: ", with other data",
  output: ", with an output given by hand",
};

function wentOn(details: Details): string {
  return (
    notDone(details, "have {} go on from a breakpoint") ??
    `${WAYS[text(details["way"])] ?? "had {} go on"}${INSTEAD[text(details["instead"])] ?? ""}`
  );
}

const OUTCOMES: Readonly<Record<string, string>> = {
  done: "said that {} happened",
  failed: "said that {} did not happen",
  rerun: "had {} called again",
};

function resolved(details: Details): string {
  const outcome = text(details["outcome"]);
  return (
    notDone(details, "say what became of {}") ??
    `${OUTCOMES[outcome] ?? "settled {}"}${said(details["reason"])}`
  );
}

/** Of what a run would not do, or did not answer. */
function notDone({ refused, unanswered }: Details, what: string): string | null {
  if (refused !== undefined) return `wanted to ${what} and was refused: ${text(refused)}`;
  return unanswered === true ? `asked to ${what}; the run did not answer, so it may have been done` : null;
}

function simulated({ simulate }: Details): string {
  return simulate === true ? ", simulated" : "";
}

function said(words: unknown): string {
  return typeof words === "string" && words !== "" ? `: “${words}”` : "";
}

function actor(name: unknown): string {
  const words = text(name)
    .replace(/^user:/, "")
    .replace(/^token:/, "the token ");
  return words === "" ? "somebody" : words;
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** "into Phishing, with the tags mail and night" */
function shelfWords({ folder, tags }: Details): string {
  const where = text(folder) === "" ? "at the top" : `into ${text(folder)}`;
  const names = Array.isArray(tags) ? tags.map(String) : [];
  return `${where}${names.length === 0 ? "" : `, with the tags ${names.join(", ")}`}`;
}
