import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api/trpc.ts";
import { tellDone, tellFailed } from "../../shell/tell.tsx";

/** The list, the palette and every editor are asked for anew. */
export async function refreshPlaybooks(): Promise<void> {
  await queryClient.invalidateQueries(trpc.playbooks.pathFilter());
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Switches at once, and back when the server says no. */
export function useSwitch() {
  return useMutation(
    trpc.playbooks.setEnabled.mutationOptions({
      onSettled: refreshPlaybooks,
      onError: (error, { enabled }) => tellFailed(`It was not switched ${enabled ? "on" : "off"}`, error),
    }),
  );
}

export function useRemove(onRemoved: () => void) {
  return useMutation(
    trpc.playbooks.remove.mutationOptions({
      onSuccess: async ({ name }: Named) => {
        onRemoved();
        tellDone(`${name} is deleted.`);
        await refreshPlaybooks();
      },
    }),
  );
}
