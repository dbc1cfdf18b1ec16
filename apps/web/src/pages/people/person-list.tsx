import { Table, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { NewPasswordLink } from "./new-password-link.tsx";
import { PersonRow } from "./person-row.tsx";
import type { Person } from "./person-row.tsx";
import { RemovePerson } from "./remove-person.tsx";

export function PersonList() {
  const { data: people, error, refetch } = useQuery(trpc.people.list.queryOptions());
  const [removing, setRemoving] = useState<Person | null>(null);
  const [resetting, setResetting] = useState<Person | null>(null);
  if (people === undefined)
    return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />;
  return (
    <>
      <Table.ScrollContainer minWidth={640} type="native">
        <Table verticalSpacing={6} horizontalSpacing="sm" aria-label="People">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>E-mail</Table.Th>
              <Table.Th w={140}>Role</Table.Th>
              <Table.Th w={140}>Since</Table.Th>
              <Table.Th w={48}>
                <VisuallyHidden>More</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                onRemove={() => setRemoving(person)}
                onNewPassword={() => setResetting(person)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {removing !== null && <RemovePerson person={removing} onClose={() => setRemoving(null)} />}
      {resetting !== null && <NewPasswordLink person={resetting} onClose={() => setResetting(null)} />}
    </>
  );
}
