import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api/trpc.ts";
import { tellDone } from "../../shell/tell.tsx";

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
        tellDone(created ? `${name} is connected.` : changed ? `${name} is saved.` : `${name} is as it was.`);
        await refresh();
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
