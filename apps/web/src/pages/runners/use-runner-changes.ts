import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api/trpc.ts";
import { tellDone, tellFailed } from "../../shell/tell.tsx";

export async function refreshRunners(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(trpc.runners.pathFilter()),
    queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
  ]);
}

interface Drained {
  readonly id: string;
  readonly name: string;
  readonly isDraining: boolean;
}

/** Drains a runner, or lets one take scripts again. */
export function useDrain(): (runner: Drained) => void {
  const { mutateAsync } = useMutation(trpc.runners.drain.mutationOptions());
  const change = ({ id, name, isDraining }: Drained) => {
    void (async () => {
      try {
        await mutateAsync({ id, isDraining: !isDraining });
        const words = isDraining
          ? `${name} takes scripts again.`
          : `${name} ends what it has and takes nothing new.`;
        tellDone(words, () => change({ id, name, isDraining: !isDraining }));
      } catch (error) {
        tellFailed(`${name} goes on as before`, error);
      }
      await refreshRunners();
    })();
  };
  return change;
}
