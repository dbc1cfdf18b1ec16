import type { RunGateway } from "@riposte/api/testing";

/** Stands for workflows that accept everything; what they were asked to decide goes into the list. */
export function acceptingRuns(decisions: unknown[] = []): RunGateway {
  return {
    reach: async () => {},
    decide: async (runId, { at: _, ...input }) => {
      decisions.push({ runId, ...input });
      return "heard";
    },
    resolve: async () => "heard",
    cancel: async () => {},
    pause: async () => {},
    resume: async () => {},
    choose: async (runId, input) => void decisions.push({ runId, ...input }),
    leaveBreakpoint: async (runId, input) => void decisions.push({ runId, ...input }),
    terminate: async () => true,
    histories: async () => [],
    checkScript: async () => ({ kind: "fine", main: null, wrong: null }),
    startTrial: async () => {},
    health: async () => ({ ok: true, detail: "answers" }),
    close: async () => {},
  };
}
