import { useMutation } from "@tanstack/react-query";
import { client, trpc } from "../../api/trpc.ts";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import { refreshPlaybooks } from "./use-playbook-changes.ts";

/** Out of the way and back; what was archived by mistake comes back by one click, off as it went. */
export function useArchive() {
  return useMutation(
    trpc.playbooks.archive.mutationOptions({
      onSuccess: async ({ id, name, archived }) => {
        if (archived) tellDone(`${name} is archived and off.`, () => void bringBack(id, name));
        else tellDone(`${name} is back, and off.`);
        await refreshPlaybooks();
      },
      onError: (error) => tellFailed("It was not archived", error),
    }),
  );
}

async function bringBack(id: string, name: string): Promise<void> {
  try {
    await client.playbooks.archive.mutate({ name: id, archived: false });
  } catch (error) {
    tellFailed(`${name} was not brought back`, error);
  }
  await refreshPlaybooks();
}
