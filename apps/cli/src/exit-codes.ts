/** What scripts can rely on; `riposte --help` lists them. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  unreachable: 4,
  refused: 5,
  waits: 6,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const exitCodeMeanings: Record<keyof typeof EXIT, string> = {
  ok: "it was done; a run that was waited for ended well",
  failed: "it failed; a run that was waited for did not end well",
  usage: "the command line, a document or an event is wrong",
  notFound: "there is no such playbook, run, step, token or alert",
  unreachable: "the server cannot be reached, or cannot reach its database",
  refused: "the token may not do this, or the state of things does not allow it",
  waits: "a run that was waited for goes on only when a person acts; riposte approvals lists what waits",
};
