import { TEST_VERSION } from "@riposte/db";
import type { RunWithPlaybook } from "@riposte/db";
import type { Failure } from "@riposte/plan";
import { eventLine } from "./event-line.ts";
import { isOver } from "./find.ts";

export function summariseRun({ run, playbook, simulate, event, unknown, startedByRun }: RunWithPlaybook) {
  return {
    id: run.id,
    playbook: { id: run.playbookId, name: playbook },
    /** 0 where a draft was tried. */
    version: run.version,
    isTest: run.version === TEST_VERSION,
    /** Writes were shown and not sent. */
    simulate: simulate ?? false,
    /** What tells it from others, from its event; may be empty. */
    eventLine: eventLine(event),
    /** The run that called it, or whose failure started it. */
    startedByRun,
    state: run.state,
    over: isOver(run.state),
    /** Of how many of its steps nobody knows what became; also once the run is over. */
    unknownOutcomes: unknown,
    failure: readFailure(run.failure),
    /** Id of the step that failed the run. */
    failedStep: run.failedStep,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

export function readFailure(text: string | null): Failure | null {
  return text === null ? null : (JSON.parse(text) as Failure);
}
