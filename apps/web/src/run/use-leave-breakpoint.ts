import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { WayOn } from "@riposte/plan";
import { client, trpc } from "../api/trpc.ts";

/** Where a step of a run stands. */
export interface StandingPlace {
  readonly id: string;
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
}

export interface Left {
  readonly way: WayOn;
  readonly data?: string;
  readonly output?: string;
  readonly port?: string;
}

export const WAYS_ON: Readonly<Record<WayOn, { readonly word: string; readonly says: string }>> = {
  go_on: { word: "Go on", says: "Until the next breakpoint" },
  step_over: { word: "Step over", says: "This step, and then stop before what comes right after it" },
  run_on: { word: "Go on without further stops", says: "To the end: nothing stops any more in this run" },
};

export function useLeaveBreakpoint(place: StandingPlace) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (left: Left) => client.runs.leaveBreakpoint.mutate({ ...place, ...left }),
    // Where somebody was quicker, too: show what is the case now.
    onSettled: () => cache.invalidateQueries(trpc.runs.pathFilter()),
  });
}
