import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api/trpc.ts";
import { tellDone } from "../../shell/tell.tsx";
import { savedWords } from "./saved-words.ts";

async function refresh(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(trpc.connectors.pathFilter()),
    queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
  ]);
}

export function useSaveConnector(onSaved: () => void) {
  return useMutation(
    trpc.connectors.save.mutationOptions({
      onSuccess: async ({ name, created, changed }) => {
        onSaved();
        await refresh();
        const connectors = await queryClient.ensureQueryData(trpc.connectors.list.queryOptions());
        const testable = connectors.some((each) => each.name === name && each.testable);
        tellDone(savedWords({ name, changed: created || changed, testable }));
      },
    }),
  );
}

export function useRemoveConnector(onRemoved: () => void) {
  return useMutation(
    trpc.connectors.remove.mutationOptions({
      onSuccess: async ({ name }) => {
        onRemoved();
        tellDone(`${name} is removed, and its secrets are forgotten.`);
        await refresh();
      },
    }),
  );
}
