import { Button, Table } from "@mantine/core";
import { IconMailOpened } from "@tabler/icons-react";
import { actorWords } from "@riposte/plan/actor-words";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";

const RevokeInvitation = lazy(async () => ({
  default: (await import("./revoke-invitation.tsx")).RevokeInvitation,
}));

const COLUMNS = [
  { title: "E-mail" },
  { title: "Role", width: 96 },
  { title: "Invited by" },
  { title: "Made", width: 116 },
  { title: "Expires", width: 116 },
  { title: "Revoke", width: 96, hidden: true },
] as const;

export function InvitationList({ onInvite }: { onInvite: () => void }) {
  const { data: invitations, error, refetch } = useQuery(trpc.people.invitations.queryOptions());
  const [asked, setAsked] = useState<{ readonly id: string; readonly email: string } | null>(null);
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
    <>
      {asked !== null && (
        <Suspense fallback={null}>
          <RevokeInvitation invitation={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
      <FoldingTable label="Invitations" columns={COLUMNS}>
        {invitations.map(({ id, email, role, invitedBy, createdAt, expiresAt }) => (
          <Table.Tr key={id}>
            <Table.Td>{email}</Table.Td>
            <Table.Td data-beside>{role}</Table.Td>
            <Table.Td data-beside data-label="invited by">
              {actorWords(invitedBy)}
            </Table.Td>
            <Table.Td data-beside>
              <RelativeTime at={createdAt} />
            </Table.Td>
            <Table.Td data-beside data-label="expires">
              <RelativeTime at={expiresAt} />
            </Table.Td>
            <Table.Td>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Revoke the invitation of ${email}`}
                onClick={() => setAsked({ id, email })}
              >
                Revoke
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </FoldingTable>
    </>
  );
}
