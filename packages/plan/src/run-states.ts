/** What a run can be on record: the engine's states, and those of a run that it does not have in hand. */
export const RUN_STATES = [
  "queued",
  "running",
  "waiting",
  "paused",
  "done",
  "failed",
  "cancelled",
  "skipped",
  "stuck",
  "lost",
] as const;
