import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PersonRow } from "./person-row.tsx";
import type { Person } from "./person-row.tsx";

const RemovePerson = lazy(async () => ({ default: (await import("./remove-person.tsx")).RemovePerson }));
const NewPasswordLink = lazy(async () => ({
  default: (await import("./new-password-link.tsx")).NewPasswordLink,
}));

const COLUMNS = [
  { title: "Name" },
  { title: "E-mail" },
  { title: "Role", width: 140 },
  { title: "Since", width: 140 },
  { title: "More", width: 56, hidden: true },
] as const;

export function PersonList() {
  const { data: people, error, refetch } = useQuery(trpc.people.list.queryOptions());
  const [removing, setRemoving] = useState<Person | null>(null);
  const [resetting, setResetting] = useState<Person | null>(null);
  if (people === undefined)
    return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />;
  return (
    <>
      <FoldingTable label="People" columns={COLUMNS}>
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            onRemove={() => setRemoving(person)}
            onNewPassword={() => setResetting(person)}
          />
        ))}
      </FoldingTable>
      <Suspense fallback={null}>
        {removing !== null && <RemovePerson person={removing} onClose={() => setRemoving(null)} />}
        {resetting !== null && <NewPasswordLink person={resetting} onClose={() => setResetting(null)} />}
      </Suspense>
    </>
  );
}
