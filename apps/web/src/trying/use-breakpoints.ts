import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { useMemo } from "react";
import { client, queryClient, trpc } from "../api/trpc.ts";
import { useDraft } from "../canvas/draft-store.ts";
import type { DraftStore } from "../canvas/draft-store.ts";
import { whenSaved } from "../canvas/when-saved.ts";

export type Breakpoint = inferOutput<typeof trpc.playbooks.breakpoints>[number];

/** Where tests of the draft that is open stand, by step; whoever says so, it is told while the draft is followed. */
export function useBreakpoints(): ReadonlyMap<string, Breakpoint> {
  const playbook = useDraft((draft) => draft.playbook.id);
  const { data } = useQuery(trpc.playbooks.breakpoints.queryOptions({ playbook }, { staleTime: Infinity }));
  return useMemo(() => new Map((data ?? []).map((breakpoint) => [breakpoint.step, breakpoint])), [data]);
}

/** @throws where the server refuses it, or the draft cannot be saved. */
export async function setBreakpoint(draft: DraftStore, step: string, condition: string): Promise<void> {
  await whenSaved(draft);
  const playbook = draft.getState().playbook.id;
  await client.playbooks.setBreakpoint.mutate({ playbook, step, condition });
  await readBreakpoints();
}

export async function removeBreakpoint(draft: DraftStore, step: string): Promise<void> {
  await client.playbooks.removeBreakpoint.mutate({ playbook: draft.getState().playbook.id, step });
  await readBreakpoints();
}

/** Sets one without a condition, or removes the one that is there. True: there is one now. */
export async function toggleBreakpoint(draft: DraftStore, step: string): Promise<boolean> {
  const playbook = draft.getState().playbook.id;
  const known = await queryClient.ensureQueryData(trpc.playbooks.breakpoints.queryOptions({ playbook }));
  const isThere = known.some((breakpoint) => breakpoint.step === step);
  await (isThere ? removeBreakpoint(draft, step) : setBreakpoint(draft, step, ""));
  return !isThere;
}

function readBreakpoints(): Promise<void> {
  return queryClient.invalidateQueries(trpc.playbooks.breakpoints.pathFilter());
}
