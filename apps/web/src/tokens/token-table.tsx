import { Button, Switch, Table, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import type { ComponentType } from "react";
import { EmptyState } from "../shell/empty-state.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Loading } from "../shell/loading.tsx";
import { RelativeTime } from "../shell/relative-time.tsx";

/** What tokens of every kind have. */
export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

interface TokenTableProps<T extends ListedToken> {
  readonly label: string;
  /** Said where there is none, and what one would be good for. */
  readonly none: { readonly title: string; readonly says: string };
  readonly query: {
    readonly data: readonly T[] | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** What this kind of token has besides: its role, its group. */
  readonly own: { readonly title: string; readonly width: number; readonly of: (token: T) => string };
  /** Asks before one is revoked. */
  readonly Revoke: ComponentType<{ readonly token: T; readonly onClose: () => void }>;
}

/** Tokens with when they were made and used, those that are revoked if one wants to see them. */
export function TokenTable<T extends ListedToken>({ label, none, query, own, Revoke }: TokenTableProps<T>) {
  const { data: tokens, error, refetch } = query;
  const [all, setAll] = useState(false);
  const [revoking, setRevoking] = useState<T | null>(null);
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
        <EmptyState icon={IconKey} title={none.title}>
          {none.says}
        </EmptyState>
      ) : (
        <FoldingTable label={label} columns={columnsWith(own)}>
          {shown.map((token) => (
            <TokenRow key={token.id} token={token} own={own.of(token)} onRevoke={() => setRevoking(token)} />
          ))}
        </FoldingTable>
      )}
      <Suspense fallback={null}>
        {revoking !== null && <Revoke token={revoking} onClose={() => setRevoking(null)} />}
      </Suspense>
    </>
  );
}

function columnsWith({ title, width }: { readonly title: string; readonly width: number }) {
  return [
    { title: "Name" },
    { title, width },
    { title: "Made", width: 116 },
    { title: "Last used", width: 116 },
    { title: "Revoke", width: 148, hidden: true },
  ] as const;
}

interface TokenRowProps {
  readonly token: ListedToken;
  readonly own: string;
  readonly onRevoke: () => void;
}

function TokenRow({ token: { name, createdAt, lastUsedAt, revokedAt }, own, onRevoke }: TokenRowProps) {
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name}
        </Text>
      </Table.Td>
      <Table.Td data-beside>{own}</Table.Td>
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
