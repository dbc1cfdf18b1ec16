import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api/trpc.ts";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import type { Person } from "./person-row.tsx";
import type { Role } from "./roles.ts";

/** Everything on this page; who we are too, for it may be us who changed. */
export async function refreshPeople(): Promise<void> {
  await Promise.all(
    [trpc.people.pathFilter(), trpc.tokens.pathFilter(), trpc.me.pathFilter()].map((filter) =>
      queryClient.invalidateQueries(filter),
    ),
  );
}

export function useSetRole() {
  const { mutateAsync, isPending } = useMutation(trpc.people.setRole.mutationOptions());
  const change = (person: Pick<Person, "id" | "name" | "role">, role: Role) => {
    void (async () => {
      try {
        await mutateAsync({ id: person.id, role });
        tellDone(`${person.name} is ${role} now.`, () => change({ ...person, role }, person.role));
      } catch (error) {
        tellFailed(`${person.name} is still ${person.role}`, error);
      }
      await refreshPeople();
    })();
  };
  return { change, changing: isPending };
}
