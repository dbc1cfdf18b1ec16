import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { useMemo } from "react";
import { trpc } from "../api/trpc.ts";
import { useDraft } from "../canvas/draft-store.ts";

export type Pin = inferOutput<typeof trpc.playbooks.pins>[number];

/** What is pinned in the draft that is open, by step; whoever does it, it is told while the draft is followed. */
export function usePins(): ReadonlyMap<string, Pin> {
  const playbook = useDraft((draft) => draft.playbook.id);
  const { data } = useQuery(trpc.playbooks.pins.queryOptions({ playbook }, { staleTime: Infinity }));
  return useMemo(() => new Map((data ?? []).map((pin) => [pin.step, pin])), [data]);
}
