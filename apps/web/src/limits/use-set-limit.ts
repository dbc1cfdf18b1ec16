import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../api/trpc.ts";
import { tellDone, tellFailed } from "../shell/tell.tsx";
import type { LimitRules } from "./limit-draft.ts";

/** Saves a limit; without any rule it is lifted. */
export function useSetLimit(kind: "playbook" | "action" | "connector", target: string) {
  const after = {
    onSuccess: async ({ changed }: { readonly changed: boolean }) => {
      if (changed) tellDone("The limit is set: it holds for what begins from now on.");
      await queryClient.invalidateQueries(trpc.limits.pathFilter());
    },
    onError: (error: unknown) => tellFailed("The limit was not changed", error),
  };
  const playbook = useMutation(trpc.limits.setPlaybook.mutationOptions(after));
  const action = useMutation(trpc.limits.setAction.mutationOptions(after));
  const connector = useMutation(trpc.limits.setConnector.mutationOptions(after));
  return {
    isSaving: playbook.isPending || action.isPending || connector.isPending,
    save: (rules: LimitRules) => {
      const limit = rules.atOnce === null && rules.rate === null ? null : rules;
      if (kind === "playbook") playbook.mutate({ playbook: target, limit });
      else if (kind === "action") action.mutate({ action: target, limit });
      else connector.mutate({ connector: target, limit });
    },
  };
}
