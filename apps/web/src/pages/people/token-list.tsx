import { Button, Switch, Table, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import type { Token } from "./revoke-token.tsx";

const RevokeToken = lazy(async () => ({ default: (await import("./revoke-token.tsx")).RevokeToken }));

const COLUMNS = [
  { title: "Name" },
  { title: "Role", width: 96 },
  { title: "Made", width: 116 },
  { title: "Last used", width: 116 },
  { title: "Revoke", width: 148, hidden: true },
] as const;

/** With which programs come in; their names stand in the audit log. */
export function TokenList() {
  const { data: tokens, error, refetch } = useQuery(trpc.tokens.list.queryOptions());
  const [all, setAll] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  if (tokens === undefined)
    return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />;
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
        <EmptyState icon={IconKey} title="No API tokens">
          A token lets a program, or the command riposte on another machine, do what its role may.
        </EmptyState>
      ) : (
        <FoldingTable label="API tokens" columns={COLUMNS}>
          {shown.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </FoldingTable>
      )}
      <Suspense fallback={null}>
        {revoking !== null && <RevokeToken token={revoking} onClose={() => setRevoking(null)} />}
      </Suspense>
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const { name, role, createdAt, lastUsedAt, revokedAt } = token;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name}
        </Text>
      </Table.Td>
      <Table.Td data-beside>{role}</Table.Td>
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
