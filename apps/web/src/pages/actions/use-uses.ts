import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import type { UsingPlaybook } from "../connectors/used-by.tsx";

/** Which playbooks call what. */
export function useUses() {
  const { data } = useQuery(trpc.actions.uses.queryOptions());
  return {
    isKnown: data !== undefined,
    /** Of one script. */
    usedBy: (action: string): readonly UsingPlaybook[] =>
      data?.find(({ key }) => key === action)?.usedBy ?? [],
    /** Of any script of an action: `script.block_host` and `script.block_host.unblock`. */
    usedByAny: (action: string): readonly UsingPlaybook[] => {
      const all = data?.filter(({ key }) => key === action || key.startsWith(`${action}.`)) ?? [];
      return [...new Map(all.flatMap(({ usedBy }) => usedBy).map((each) => [each.id, each])).values()];
    },
  };
}
