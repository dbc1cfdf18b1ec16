import { Button, Table, VisuallyHidden } from "@mantine/core";
import { IconMailOpened } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import { refreshPeople } from "./use-people-changes.ts";

export function InvitationList({ onInvite }: { onInvite: () => void }) {
  const { data: invitations, error, refetch } = useQuery(trpc.people.invitations.queryOptions());
  const revoke = useMutation(trpc.people.revokeInvitation.mutationOptions({ onSettled: refreshPeople }));
  if (invitations === undefined) {
    return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />;
  }
  if (invitations.length === 0) {
    return (
      <EmptyState
        icon={IconMailOpened}
        title="Nobody is invited"
        action={
          <Button size="xs" onClick={onInvite}>
            Invite somebody
          </Button>
        }
      >
        An invitation is a link that works once, for 7 days. It stands here until it is used.
      </EmptyState>
    );
  }
  return (
    <Table.ScrollContainer minWidth={640} type="native">
      <Table verticalSpacing={6} horizontalSpacing="sm" aria-label="Invitations">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>E-mail</Table.Th>
            <Table.Th>Role</Table.Th>
            <Table.Th>Invited by</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th>Expires</Table.Th>
            <Table.Th w={96}>
              <VisuallyHidden>Revoke</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invitations.map(({ id, email, role, invitedBy, createdAt, expiresAt }) => (
            <Table.Tr key={id}>
              <Table.Td>{email}</Table.Td>
              <Table.Td>{role}</Table.Td>
              <Table.Td>{invitedBy.replace(/^user:/, "")}</Table.Td>
              <Table.Td>
                <RelativeTime at={createdAt} />
              </Table.Td>
              <Table.Td>
                <RelativeTime at={expiresAt} />
              </Table.Td>
              <Table.Td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Revoke the invitation of ${email}`}
                  onClick={() =>
                    revoke.mutate(
                      { id },
                      {
                        onSuccess: () => tellDone(`The invitation of ${email} is revoked.`),
                        onError: (failure) => tellFailed("The invitation was not revoked", failure),
                      },
                    )
                  }
                >
                  Revoke
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
