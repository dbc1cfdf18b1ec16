import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { client, queryClient, trpc } from "../../api/trpc.ts";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import { freeName } from "./playbook-file.ts";
import { refreshPlaybooks } from "./use-playbook-changes.ts";

/** Creates it and opens the editor. */
export function useCreatePlaybook(onCreated: () => void) {
  const navigate = useNavigate();
  return useMutation(
    trpc.playbooks.create.mutationOptions({
      onSuccess: async ({ id }) => {
        void refreshPlaybooks();
        onCreated();
        await navigate({ to: "/playbooks/$playbook", params: { playbook: id } });
      },
    }),
  );
}

interface Drawn {
  readonly name: string;
  readonly description: string;
  readonly graph: unknown;
}

interface Shelved {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly tags: readonly string[];
}

/** The draft as it is now, beside it and under a name that is free; off and not published. */
export async function duplicatePlaybook({ id, name, folder, tags }: Shelved): Promise<void> {
  try {
    const { description, graph } = await client.playbooks.export.query({ name: id });
    const copy = await createUnderFreeName({ name, description, graph }, { folder, tags: [...tags] });
    tellDone(`${copy.name} is there: the draft of ${name}, off and not published.`);
  } catch (error) {
    tellFailed(`${name} was not duplicated`, error);
  }
}

async function createUnderFreeName(
  { name, description, graph }: Drawn,
  shelf: { readonly folder: string; readonly tags: string[] },
): Promise<{ readonly id: string; readonly name: string }> {
  const all = await queryClient.fetchQuery(trpc.playbooks.list.queryOptions(undefined, { staleTime: 0 }));
  const free = freeName(name, new Set(all.map((each) => each.name)), "copy");
  // What it is made of is checked where it is stored.
  const input = { name: free, description, ...shelf, graph: graph as never };
  const created = await client.playbooks.create.mutate(input);
  await refreshPlaybooks();
  return created;
}
