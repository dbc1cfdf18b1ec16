import { Button, Switch, Table, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { lazy, Suspense, useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";

type Token = inferOutput<typeof trpc.runners.tokens>[number];

const RevokeRunnerToken = lazy(async () => ({
  default: (await import("./revoke-runner-token.tsx")).RevokeRunnerToken,
}));

const COLUMNS = [
  { title: "Name" },
  { title: "Group", width: 140 },
  { title: "Made", width: 116 },
  { title: "Last used", width: 116 },
  { title: "Revoke", width: 148, hidden: true },
] as const;

export function RunnerTokens() {
  const { data: tokens, error, refetch } = useQuery(trpc.runners.tokens.queryOptions());
  const [all, setAll] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  if (tokens === undefined) {
    return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />;
  }
  const shown = tokens.filter(({ revokedAt }) => all || revokedAt === null);
  return (
    <>
      {tokens.some(({ revokedAt }) => revokedAt !== null) && (
        <Switch
          size="xs"
          mb="sm"
          label="Show revoked ones"
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      )}
      {shown.length === 0 ? (
        <EmptyState icon={IconKey} title="No runner tokens">
          With a token, a runner on another machine takes the scripts of its group. A group is there as soon
          as it has one.
        </EmptyState>
      ) : (
        <FoldingTable label="Runner tokens" columns={COLUMNS}>
          {shown.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </FoldingTable>
      )}
      <Suspense fallback={null}>
        {revoking !== null && <RevokeRunnerToken token={revoking} onClose={() => setRevoking(null)} />}
      </Suspense>
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const { name, group, createdAt, lastUsedAt, revokedAt } = token;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name}
        </Text>
      </Table.Td>
      <Table.Td data-beside>{group}</Table.Td>
      <Table.Td data-beside data-label="made">
        <RelativeTime at={createdAt} />
      </Table.Td>
      <Table.Td data-beside data-label="last used">
        {lastUsedAt === null ? "Never" : <RelativeTime at={lastUsedAt} />}
      </Table.Td>
      <Table.Td>
        {revokedAt === null ? (
          <Button size="compact-xs" variant="default" onClick={onRevoke} aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        ) : (
          <>
            Revoked <RelativeTime at={revokedAt} />
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
