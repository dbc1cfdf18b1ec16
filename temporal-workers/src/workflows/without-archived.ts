import type { EngineCommand } from "@riposte/plan";

/** Records that are in the same turn's archive are told with it, if at all. */
export function withoutArchived(commands: readonly EngineCommand[]): readonly EngineCommand[] {
  if (!commands.some(({ kind }) => kind === "archive")) return commands;
  const over = new Set<string>();
  for (const command of commands) {
    if (command.kind !== "archive") continue;
    for (const { step, scope } of command.records) over.add(`${step} ${scope}`);
  }
  return commands.filter(
    (command) => command.kind !== "record" || !over.has(`${command.record.step} ${command.record.scope}`),
  );
}
